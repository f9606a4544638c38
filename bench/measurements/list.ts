import { type Measurement, onEach } from '../parts/bench.ts';
import { failuresOf, moversTable } from '../parts/report.ts';
import { inTurn } from '../parts/rounds.ts';
import { untilFirstObject } from './first-object.ts';

/** A List of many keys as one document. */
export const list: Measurement = (bench) => {
  const { settings, competitors, storages } = bench;
  const { keys } = settings;
  return onEach(bench, ['canned', 'store', 'ceph'], async (storage, world) => {
    const bucket = `list-${keys}`;
    await storage.makeBuckets(bucket);
    await storage.fill(bucket, keys, 0);
    const operation = await world.draw('Listing', ['source', 'list-objects', 'List many', { bucket }]);
    const results = await inTurn(storage, settings.rounds, [
      { name: 'Sluice', run: () => world.run(operation) },
      ...competitors.ways((competitor) => competitor.list(storage, bucket), settings.slowRounds),
    ]);
    const first = await untilFirstObject(world, await storages.canned(), bucket);
    return {
      id: `list-${storage.name}`,
      title: `List of ${keys.toLocaleString('en-US')} keys: ${storage.title}`,
      how: `List Objects of a bucket of empty objects, its response kept with the run as a document, ${settings.rounds} rounds; the others write to nowhere.`,
      table: moversTable(results, { name: 'keys/s', amount: keys }),
      notes: [
        ...failuresOf(results),
        ...(storage.name === 'ceph'
          ? ['Aim: at least 2 × rclone and s5cmd; the first page downstream in less than 200 ms; memory flat.']
          : []),
        `A for each over the same bucket: ${first.toFixed(0)} ms from the click until its first object, got from there, is put at the canned storage.`,
      ],
    };
  });
};
