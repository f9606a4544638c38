import { headings, noFigures, row } from './parts/figures.ts';
import { rclone, rcloneVersion } from './parts/rclone.ts';
import { printTable } from './parts/table.ts';
import type { BenchWorld } from './parts/world.ts';

const OBJECT_BYTES = 16 * 1024;
/** What rclone is fastest with here: as many at a time as we, and no look at anything before or after. */
const FASTEST = ['--fast-list', '--no-check-dest', '--s3-no-head', '--s3-no-head-object', '--checkers', '8'];

/** List → Get → Put of many small objects, one by one, beside rclone. @param atATime for both */
export async function benchForEach(world: BenchWorld, rounds: number, objects: number, atATime: number): Promise<void> {
  await world.storage.fill('small', objects, OBJECT_BYTES);
  const operation = await world.draw(
    'For each',
    ['list-objects', 'List small', { bucket: 'small', pass: 'each', atATime }],
    ['get-object', 'Get each', {}],
    ['put-object', 'Put each', { bucket: 'ours' }],
  );
  const copy = ['copy', 'a:small', 'b:theirs', '--transfers', String(atATime)];
  const ours = noFigures();
  const fastest = noFigures();
  const plain = noFigures();
  await world.measure(operation);
  for (let round = 0; round < rounds; round += 1) {
    await world.measure(operation, ours);
    if (rcloneVersion() === null) continue;
    await rclone(world.storage, [...copy, ...FASTEST], fastest);
    await rclone(world.storage, [...copy, '--ignore-times'], plain);
  }
  printTable(
    `For each of ${objects.toLocaleString('en-US')} objects of 16 KiB, ${atATime} at a time, median of ${rounds} (least–most)`,
    ['mover', ...headings('objects/s')],
    [
      ...row('Sluice', ours, objects, ours),
      ...row('rclone, fastest settings', fastest, objects, ours),
      ...row('rclone', plain, objects, ours),
    ],
  );
}
