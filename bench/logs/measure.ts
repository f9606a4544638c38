import type { ProjectClient } from '../../testing/product/api-client.ts';
import { quantile } from '../parts/statistics.ts';
import { searchesOf } from './searches.ts';

/** One kind of question: its times in milliseconds. */
export interface Measured {
  name: string;
  times: number[];
}

/** The first ones fill caches that are full in a server that runs. */
const WARM_UP = 3;

/** How long each kind of question takes, over HTTP, one at a time. */
export async function measure(
  project: ProjectClient,
  workflowId: string,
  runs: number,
  rounds: number,
): Promise<Measured[]> {
  const results: Measured[] = [];
  const add = async (name: string, ask: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < rounds + WARM_UP; round += 1) {
      const begun = performance.now();
      await ask();
      if (round >= WARM_UP) times.push(performance.now() - begun);
    }
    results.push({ name, times });
  };
  const page = (query: Record<string, string>) => project.runs(`?${new URLSearchParams(query)}`);
  for (const [name, make] of Object.entries(searchesOf(runs, workflowId))) await add(name, () => page(make()));
  for (const sort of ['newest', 'longest', 'most-bytes']) {
    let cursor: string | null = null;
    const next = async () => {
      const { next } = await page({ sort, limit: '200', ...(cursor === null ? {} : { cursor }) });
      cursor = next;
    };
    for (let pages = 0; pages < 20; pages += 1) await next();
    await add(`page by page, ${sort}`, next);
  }
  await add('messages of a run', () => project.messages(`run_bench${1 + Math.floor(Math.random() * runs)}`));
  await add('project with its last runs', () => project.state());
  return results;
}

/** A row of the table: median, 95th percentile and the longest, in milliseconds. */
export function rowOf({ name, times }: Measured): string[] {
  return [name, ...[quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)].map((time) => time.toFixed(1))];
}
