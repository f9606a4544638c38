import type { BenchStorage } from '../storages/storage.ts';
import type { Result, Usage, Way } from './usage.ts';

/**
 * Does things in turn, round by round, so that all have the same luck with the machine. The first way is ours: it is done once more
 * before, uncounted, as a product that runs is warm. A way that fails is left out from then on.
 * @param after looks at what was done, and makes room for the next
 */
export async function inTurn(
  storage: BenchStorage,
  rounds: number,
  ways: readonly Way[],
  after: (way: Way) => Promise<void> = async () => undefined,
): Promise<Result[]> {
  const [ours] = ways;
  if (ours) await ours.run().then(() => after(ours));
  const results = ways.map((way) => ({ way, usages: [] as Usage[], failure: undefined as string | undefined }));
  for (let round = 0; round < rounds; round += 1) {
    for (const result of results) {
      const { way, usages, failure } = result;
      if (failure !== undefined || round >= (way.rounds ?? rounds)) continue;
      const before = storage.cpu();
      try {
        const usage = await way.run();
        const storageCpu = storage.cpu() - before;
        await after(way);
        usages.push({ ...usage, storageCpu });
      } catch (error) {
        result.failure = error instanceof Error ? error.message : String(error);
        console.error(`${way.name}: ${result.failure}`);
      }
    }
  }
  return results.map(({ way, usages, failure }) =>
    failure === undefined ? { way, usages } : { way, usages, failure },
  );
}
