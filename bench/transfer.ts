import { type Figures, headings, noFigures, row } from './parts/figures.ts';
import { rclone, rcloneVersion } from './parts/rclone.ts';
import { printTable } from './parts/table.ts';
import type { BenchWorld } from './parts/world.ts';

/** Get → Put of one large object, beside rclone in one PUT and at its defaults. */
export async function benchTransfer(world: BenchWorld, rounds: number, gibibytes: number): Promise<void> {
  const { storage } = world;
  const bytes = gibibytes * 1024 ** 3;
  await storage.putLarge('source', 'large.bin', bytes);
  const operation = await world.draw(
    'Transfer',
    ['get-object', 'Get large', { bucket: 'source', key: 'large.bin' }],
    ['put-object', 'Put large', { bucket: 'target', key: 'ours.bin' }],
  );
  const multipart = ['copyto', 'a:source/large.bin', 'b:target/theirs.bin', '--ignore-times'];
  const single = [...multipart, '--s3-upload-cutoff', '5G'];
  const figures: Record<'ours' | 'single' | 'multipart', Figures> = {
    ours: noFigures(),
    single: noFigures(),
    multipart: noFigures(),
  };
  // The first run warms up and is not counted.
  await world.measure(operation);
  for (let round = 0; round < rounds; round += 1) {
    await world.measure(operation, figures.ours);
    if (rcloneVersion() === null) continue;
    await rclone(storage, single, figures.single);
    await rclone(storage, multipart, figures.multipart);
  }
  printTable(
    `Get → Put of ${gibibytes} GiB, median of ${rounds} (least–most)`,
    ['mover', ...headings('MB/s')],
    [
      ...row('Sluice', figures.ours, bytes / 1e6, figures.ours),
      ...row('rclone, one PUT', figures.single, bytes / 1e6, figures.ours),
      ...row('rclone, defaults', figures.multipart, bytes / 1e6, figures.ours),
    ],
  );
}
