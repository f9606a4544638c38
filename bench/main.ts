/**
 * What operations cost, run through the product, beside rclone doing the same on the same store, in turn:
 * `npm run bench [-- --only transfer,list,small-runs,for-each --rounds 5 --gibibytes 1 --keys 50000 --objects 10000 --at-a-time 32]`.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchForEach } from './for-each.ts';
import { benchList } from './list.ts';
import { rcloneVersion } from './parts/rclone.ts';
import { type BenchWorld, startBenchWorld } from './parts/world.ts';
import { benchSmallRuns } from './small-runs.ts';
import { benchTransfer } from './transfer.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    gibibytes: { type: 'string', default: '1' },
    keys: { type: 'string', default: '50000' },
    objects: { type: 'string', default: '10000' },
    'at-a-time': { type: 'string', default: '32' },
  },
});
const rounds = Number(values.rounds);

const measurements: Record<string, (world: BenchWorld) => Promise<void>> = {
  transfer: (world) => benchTransfer(world, rounds, Number(values.gibibytes)),
  list: (world) => benchList(world, rounds, Number(values.keys)),
  'for-each': (world) => benchForEach(world, rounds, Number(values.objects), Number(values['at-a-time'])),
  'small-runs': benchSmallRuns,
};
const chosen = values.only?.split(',') ?? Object.keys(measurements);

const version = rcloneVersion();
if (version === null) console.log('rclone is not on the PATH: its rows are missing (Debian: apt-get install rclone).');
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}, ${version ?? 'no rclone'}; client and store share the machine. CPU and memory are the agent's, and rclone's.`,
);
for (const name of chosen) {
  const measurement = measurements[name];
  if (!measurement)
    throw new Error(`there is no measurement ${name}: choose of ${Object.keys(measurements).join(', ')}`);
  // Each with a product of its own: the agent's peak memory is that of this measurement.
  const world = await startBenchWorld(['source', 'target', 'many', 'small', 'ours', 'theirs']);
  try {
    await measurement(world);
  } finally {
    await world.close();
  }
}
