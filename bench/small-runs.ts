import { quantile } from './parts/statistics.ts';
import { printTable } from './parts/table.ts';
import type { BenchWorld } from './parts/world.ts';

const RUNS = 100;

/** How long a small run waits and takes, one after another. */
export async function benchSmallRuns({ storage, project, draw, measure }: BenchWorld): Promise<void> {
  await storage.putSmall('source', 'small.bin', 1024);
  const operation = await draw(
    'Small',
    ['get-object', 'Get small', { bucket: 'source', key: 'small.bin' }],
    ['put-object', 'Put small', { bucket: 'target', key: 'small.bin' }],
  );
  await measure(operation);
  const waits: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    const run = await project.ended(await project.run(operation, false), 5);
    waits.push(Date.parse(run.startedAt ?? '') - Date.parse(run.submittedAt));
    whole.push(Date.parse(run.endedAt ?? '') - Date.parse(run.submittedAt));
  }
  const line = (name: string, values: readonly number[]) => [
    name,
    quantile(values, 0.5).toFixed(0),
    quantile(values, 0.99).toFixed(0),
  ];
  printTable(
    `${RUNS} runs of 1 KiB, one after another, milliseconds by the database's clock`,
    ['from → to', 'p50', 'p99'],
    [line('submitted → taken by the agent', waits), line('submitted → ended', whole)],
  );
}
