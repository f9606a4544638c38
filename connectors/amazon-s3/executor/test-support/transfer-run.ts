import { quick, transfer } from './run-step.ts';

/** Program: `transfer-run.ts URL SIZE`: moves an object of that many bytes from a synthetic storage to itself, prints how it went. */
const [url = '', size = ''] = process.argv.slice(2);
const executor = quick();
const connection = {
  name: 'Synthetic',
  settings: { accessKeyId: 'AKIASYNTHETIC', secretAccessKey: 'x', endpointUrl: url, forcePathStyle: true },
};
await transfer(executor, connection, { bucket: 'data', key: '1000000' }, { bucket: 'data', key: 'warm' });
const before = process.memoryUsage.rss();
let peak = before;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const cpuBefore = process.cpuUsage();
const start = performance.now();
await transfer(executor, connection, { bucket: 'data', key: size }, { bucket: 'data', key: 'copy' });
const seconds = (performance.now() - start) / 1000;
const cpu = process.cpuUsage(cpuBefore);
clearInterval(timer);
executor.close();
process.stdout.write(
  JSON.stringify({
    megabytesPerSecond: Number(size) / 1e6 / seconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    startMiB: before / 1024 ** 2,
    growthMiB: (peak - before) / 1024 ** 2,
  }),
);
