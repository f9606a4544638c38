import { keyOf } from '../canned/messages.ts';
import { type Measurement, onEach } from '../parts/bench.ts';
import { failuresOf, moversTable } from '../parts/report.ts';
import { inTurn } from '../parts/rounds.ts';
import { sizeText } from '../parts/settings.ts';
import type { Way } from '../parts/usage.ts';
import type { World } from '../parts/world.ts';
import type { BenchStorage } from '../storages/storage.ts';

const COUNT = 20;
const GIBIBYTE = 1024 ** 3;
const TO = 'several-to';

/** Twenty transfers at once: the budget of memory is that of the agent, not of a run. */
export const several: Measurement = (bench) => {
  const { settings, competitors } = bench;
  const bytes = settings.severalBytes;
  const inOne = async (storage: BenchStorage, world: World) => {
    const from = `several-from-${bytes / 1024 ** 2}`;
    await storage.makeBuckets(from, TO);
    await storage.fill(from, COUNT, bytes);
    const operations: string[] = [];
    for (let number = 0; number < COUNT; number += 1)
      operations.push(
        await world.draw(
          `Transfer ${number}`,
          ['source', 'get-object', `Get ${number}`, { bucket: from, key: keyOf(number) }],
          ['target', 'put-object', `Put ${number}`, { bucket: TO, key: keyOf(number) }],
        ),
      );
    const job = { storage, from, to: TO, atATime: COUNT };
    const ways: Way[] = [
      { name: 'Sluice', run: () => world.run(...operations) },
      ...competitors.ways((competitor) => competitor.several(job), settings.slowRounds),
    ];
    const keys = Array.from({ length: COUNT }, (_, number) => keyOf(number));
    const results = await inTurn(storage, settings.rounds, ways, () => storage.take(TO, keys, bytes));
    return {
      id: `several-${storage.name}`,
      title: `${COUNT} objects of ${sizeText(bytes)} at once: ${storage.title}`,
      how: `${COUNT} operations Get Object → Put Object, started together on an agent with ${COUNT} slots, ${settings.rounds} rounds.`,
      table: moversTable(results, {
        name: 'MB/s',
        amount: (COUNT * bytes) / 1e6,
        cpu: { per: 'GiB', amount: (COUNT * bytes) / GIBIBYTE },
      }),
      notes: [...failuresOf(results), 'Aim: the agent within 256 MiB.'],
    };
  };
  return onEach(bench, ['canned'], inOne, { slots: COUNT });
};
