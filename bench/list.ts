import { headings, noFigures, row } from './parts/figures.ts';
import { rclone, rcloneVersion } from './parts/rclone.ts';
import { printTable } from './parts/table.ts';
import type { BenchWorld } from './parts/world.ts';

/** A List of many keys as one document, beside rclone. */
export async function benchList(world: BenchWorld, rounds: number, keys: number): Promise<void> {
  await world.storage.fill('many', keys, 64);
  const operation = await world.draw('Listing', ['list-objects', 'List many', { bucket: 'many' }]);
  const ours = noFigures();
  const theirs = noFigures();
  await world.measure(operation);
  for (let round = 0; round < rounds; round += 1) {
    await world.measure(operation, ours);
    if (rcloneVersion() !== null) await rclone(world.storage, ['lsf', 'a:many', '--files-only', '-R'], theirs);
  }
  printTable(
    `List of ${keys.toLocaleString('en-US')} keys, median of ${rounds} (least–most)`,
    ['lister', ...headings('keys/s')],
    [...row('Sluice', ours, keys, ours), ...row('rclone lsf -R', theirs, keys, ours)],
  );
}
