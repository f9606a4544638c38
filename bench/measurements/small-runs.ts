import { keyOf } from '../canned/messages.ts';
import { type Measurement, onEach } from '../parts/bench.ts';
import { quantile } from '../parts/statistics.ts';
import { inRange } from '../parts/usage.ts';
import type { World } from '../parts/world.ts';

const FROM = 'runs-from';
const AT_ONCE = 16;
const SLOTS = 16;
const POLL_MS = 20;

interface Figures {
  readonly seconds: number;
  readonly cpu: Readonly<Record<keyof ReturnType<World['cpu']>, number>>;
  /** Of each run, from its submission to its end, in milliseconds. */
  readonly took: readonly number[];
}

/** Many small runs, end to end: accepted, executed, ended. */
export const smallRuns: Measurement = (bench) => {
  const { settings } = bench;
  return onEach(
    bench,
    ['canned'],
    async (storage, world) => {
      await storage.fill(FROM, 1, 1024);
      const operation = await world.draw(
        'Small',
        ['source', 'get-object', 'Get small', { bucket: FROM, key: keyOf(0) }],
        ['target', 'put-object', 'Put small', { bucket: 'runs-to', key: 'small.bin' }],
      );
      const figures: Figures[] = [];
      await flood(world, operation, Math.min(200, settings.runs));
      for (let round = 0; round < settings.rounds; round += 1)
        figures.push(await flood(world, operation, settings.runs));
      const per = (name: keyof Figures['cpu']) =>
        inRange(
          figures.map(({ cpu }) => (cpu[name] / settings.runs) * 1000),
          2,
        );
      const took = figures.flatMap((figure) => figure.took);
      return {
        id: 'small-runs',
        title: 'Small runs',
        how: `${settings.runs.toLocaleString('en-US')} runs of Get Object → Put Object of 1 KiB on the canned storage, asked for over HTTP ${AT_ONCE} at a time, on one agent with ${SLOTS} slots, ${settings.rounds} rounds; from the first request until the last run has ended.`,
        table: {
          headings: ['runs/s', 'agent’s CPU ms per run', 'server’s', 'database’s', 'a run took p50, ms', 'p99'],
          rows: [
            [
              inRange(
                figures.map(({ seconds }) => settings.runs / seconds),
                0,
              ),
              per('agent'),
              per('server'),
              per('database'),
              quantile(took, 0.5).toFixed(0),
              quantile(took, 0.99).toFixed(0),
            ],
          ],
        },
        notes: [
          'Aim: at least 300 runs/s on one agent, as far as the machine allows.',
          'For comparison: on a machine like this one the job queue alone, without runs, agents, HTTP and objects, did 846 jobs a second with one worker and 1,231 with sixteen, and a run row with its job was written 712 and 1,384 times a second by one and sixteen at once.',
        ],
      };
    },
    { slots: SLOTS },
  );
};

async function flood(world: World, operation: string, runs: number): Promise<Figures> {
  const before = world.cpu();
  const started = Date.now();
  const runIds: string[] = [];
  let next = 0;
  const worker = async () => {
    while (next < runs) {
      next += 1;
      runIds.push(await world.project.run(operation, false));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const took: number[] = [];
  let last = 0;
  // From the last one backwards: most have ended by then, and are asked for once.
  for (const runId of runIds.toReversed()) {
    const run = await world.project.ended(runId, POLL_MS);
    if (run.state !== 'Success') throw new Error(`a run ended in ${run.state}: ${run.lastMessage}`);
    const ended = Date.parse(run.endedAt ?? '');
    took.push(ended - Date.parse(run.submittedAt));
    last = Math.max(last, ended);
  }
  const after = world.cpu();
  return {
    seconds: (last - started) / 1000,
    cpu: {
      agent: after.agent - before.agent,
      server: after.server - before.server,
      database: after.database - before.database,
    },
    took,
  };
}
