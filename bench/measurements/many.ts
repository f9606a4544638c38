import { keyOf } from '../canned/messages.ts';
import { type Measurement, onEach } from '../parts/bench.ts';
import { failuresOf, moversTable } from '../parts/report.ts';
import { inTurn } from '../parts/rounds.ts';
import type { Way } from '../parts/usage.ts';

const OBJECT_BYTES = 16 * 1024;
/** Slow tools get so much less to do. */
const SLOW_SHARE = 20;
const TO = 'many-to';

/** List → for each: Get → Put, of many small objects, from one account to another. */
export const many: Measurement = (bench) => {
  const { settings, competitors } = bench;
  return onEach(bench, ['canned', 'store', 'ceph'], async (storage, world) => {
    const objects = storage.name === 'ceph' ? settings.cephObjects : settings.objects;
    const fewer = Math.max(10, Math.round(objects / SLOW_SHARE));
    const [from, fewFrom] = [`many-from-${objects}`, `many-from-${fewer}`];
    await storage.makeBuckets(from, fewFrom, TO);
    await storage.fill(from, objects, OBJECT_BYTES);
    await storage.fill(fewFrom, fewer, OBJECT_BYTES);
    const operation = await world.draw(
      'For each',
      ['source', 'list-objects', 'List small', { bucket: from, pass: 'each', atATime: settings.atATime }],
      ['source', 'get-object', 'Get each', {}],
      ['target', 'put-object', 'Put each', { bucket: TO }],
    );
    const theirs = competitors.ways((competitor, isSlow) => {
      const job = { storage, from: isSlow ? fewFrom : from, to: TO, atATime: settings.atATime };
      return competitor.many(job).map((way) => (isSlow ? { ...way, amount: fewer } : way));
    }, settings.slowRounds);
    const ways: Way[] = [{ name: 'Sluice', run: () => world.run(operation) }, ...theirs];
    const results = await inTurn(storage, settings.rounds, ways, ({ amount = objects }) =>
      storage.take(TO, [keyOf(0), keyOf(amount - 1)], OBJECT_BYTES),
    );
    return {
      id: `many-${storage.name}`,
      title: `${objects.toLocaleString('en-US')} objects of 16 KiB: ${storage.title}`,
      how: `List Objects → for each: Get Object → Put Object, up to ${settings.atATime} at a time, ${settings.rounds} rounds.`,
      table: moversTable(results, { name: 'objects/s', amount: objects }),
      notes: [...failuresOf(results), 'Aim: at least 1.5 × rclone; the agent within 256 MiB.'],
    };
  });
};
