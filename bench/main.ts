/**
 * What one operation costs: a Get → Put of 1 GiB and a List of 50,000 keys, run through the product, beside rclone doing the
 * same on the same store, in turn. `npm run bench [-- --rounds 5 --gibibytes 1 --keys 50000]`.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { ProjectClient } from '../testing/product/api-client.ts';
import { startProduct } from '../testing/product/start-product.ts';
import { cpuSeconds, descendant, peakMemory } from './parts/process-memory.ts';
import { rclone, rcloneVersion } from './parts/rclone.ts';
import { median, quantile, spread } from './parts/statistics.ts';
import { startBenchStorage } from './parts/storage.ts';
import { printTable } from './parts/table.ts';

const MEBIBYTE = 1024 * 1024;
const SMALL_RUNS = 100;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    gibibytes: { type: 'string', default: '1' },
    keys: { type: 'string', default: '50000' },
  },
});
const rounds = Number(values.rounds);
const bytes = Number(values.gibibytes) * 1024 * MEBIBYTE;
const keys = Number(values.keys);

const version = rcloneVersion();
if (version === null) console.log('rclone is not on the PATH: its rows are missing (Debian: apt-get install rclone).');
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}, ${version ?? 'no rclone'}; client and store share the machine.`,
);

const storage = await startBenchStorage(['source', 'target', 'many']);
const product = await startProduct({ args: ['--no-sample'] });
try {
  const agent = descendant(product.pid, 'agent/main.ts');
  await storage.putLarge('source', 'large.bin', bytes);
  await storage.fill('many', keys);

  const project = await ProjectClient.create(product.url, 'Bench');
  const connectionId = await project.connect('Bench store', storage);
  const step = (type: string, name: string, settings: Record<string, string>) => ({
    connectionId,
    type,
    name,
    settings: { bucketOptions: 'text', ...settings },
  });
  const transfer = await project.draw('Transfer', [
    step('get-object', 'Get large', { bucket: 'source', key: 'large.bin' }),
    step('put-object', 'Put large', { bucket: 'target', key: 'ours.bin' }),
  ]);
  const listing = await project.draw('Listing', [step('list-objects', 'List many', { bucket: 'many' })]);

  const ours = async (operationId: string) => {
    const cpuBefore = cpuSeconds(agent);
    const started = performance.now();
    const run = await project.ended(await project.run(operationId, false), 10);
    if (run.state !== 'Success') throw new Error(`the run ended in ${run.state}: ${run.lastMessage}`);
    return { seconds: (performance.now() - started) / 1000, cpu: cpuSeconds(agent) - cpuBefore };
  };
  // The first runs warm both sides up and are not counted.
  await project.ended(await project.run(transfer));
  await project.ended(await project.run(listing));

  const single = ['copyto', 'a:source/large.bin', 'b:target/theirs.bin', '--s3-upload-cutoff', '5G', '--ignore-times'];
  const multipart = ['copyto', 'a:source/large.bin', 'b:target/theirs.bin', '--ignore-times'];
  const list = ['lsf', 'a:many', '--files-only', '-R'];
  const figures: Record<
    'ourTransfer' | 'single' | 'multipart' | 'ourList' | 'theirList',
    { seconds: number[]; peak: number[]; cpu: number[] }
  > = {
    ourTransfer: { seconds: [], peak: [], cpu: [] },
    single: { seconds: [], peak: [], cpu: [] },
    multipart: { seconds: [], peak: [], cpu: [] },
    ourList: { seconds: [], peak: [], cpu: [] },
    theirList: { seconds: [], peak: [], cpu: [] },
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, operationId] of [
      ['ourTransfer', transfer],
      ['ourList', listing],
    ] as const) {
      const { seconds, cpu } = await ours(operationId);
      figures[name].seconds.push(seconds);
      figures[name].cpu.push(cpu);
      figures[name].peak.push(peakMemory(agent));
    }
    if (version === null) continue;
    for (const [name, args] of [
      ['single', single],
      ['multipart', multipart],
      ['theirList', list],
    ] as const) {
      const measured = await rclone(storage, args);
      figures[name].seconds.push(measured.seconds);
      figures[name].peak.push(measured.peakMemory);
    }
  }

  const waits: number[] = [];
  const whole: number[] = [];
  await storage.putSmall('source', 'small.bin', 1024);
  const small = await project.draw('Small', [
    step('get-object', 'Get small', { bucket: 'source', key: 'small.bin' }),
    step('put-object', 'Put small', { bucket: 'target', key: 'small.bin' }),
  ]);
  await project.ended(await project.run(small));
  for (let round = 0; round < SMALL_RUNS; round += 1) {
    const run = await project.ended(await project.run(small, false), 5);
    waits.push(Date.parse(run.startedAt ?? '') - Date.parse(run.submittedAt));
    whole.push(Date.parse(run.endedAt ?? '') - Date.parse(run.submittedAt));
  }

  const row = (
    name: string,
    figure: (typeof figures)['single'],
    amount: number,
    digits: number,
    ourSeconds: readonly number[],
  ) => [
    name,
    spread(figure.seconds, 2),
    spread(
      figure.seconds.map((seconds) => amount / seconds),
      digits,
    ),
    `${Math.round(Math.max(...figure.peak) / MEBIBYTE)} MiB`,
    median(ourSeconds.map((seconds, index) => (figure.seconds[index] ?? Number.NaN) / seconds)).toFixed(2),
  ];
  const present = (
    name: string,
    figure: (typeof figures)['single'],
    amount: number,
    digits: number,
    our: readonly number[],
  ) => (figure.seconds.length === 0 ? [] : [row(name, figure, amount, digits, our)]);
  const ourTransfer = figures.ourTransfer.seconds;
  printTable(
    `Get → Put of ${values.gibibytes} GiB, median of ${rounds} (least–most)`,
    ['mover', 'seconds', 'MB/s', 'peak memory', 'ours is × faster'],
    [
      ...present('Sluice', figures.ourTransfer, bytes / 1e6, 0, ourTransfer),
      ...present('rclone, one PUT', figures.single, bytes / 1e6, 0, ourTransfer),
      ...present('rclone, defaults', figures.multipart, bytes / 1e6, 0, ourTransfer),
    ],
  );
  const ourList = figures.ourList.seconds;
  printTable(
    `List of ${keys.toLocaleString('en-US')} keys, median of ${rounds}`,
    ['lister', 'seconds', 'keys/s', 'peak memory', 'ours is × faster'],
    [
      ...present('Sluice', figures.ourList, keys, 0, ourList),
      ...present('rclone lsf -R', figures.theirList, keys, 0, ourList),
    ],
  );
  printTable(
    `${SMALL_RUNS} runs of 1 KiB, one after another, milliseconds by the database's clock`,
    ['from → to', 'p50', 'p99'],
    [
      ['submitted → taken by the agent', quantile(waits, 0.5).toFixed(0), quantile(waits, 0.99).toFixed(0)],
      ['submitted → ended', quantile(whole, 0.5).toFixed(0), quantile(whole, 0.99).toFixed(0)],
    ],
  );
  console.log(
    `\nAgent CPU: ${median(figures.ourTransfer.cpu).toFixed(2)} s a transfer, ${median(figures.ourList.cpu).toFixed(2)} s a list. Its peak memory is since its start.`,
  );
} finally {
  await product.stop();
  await storage.close();
}
