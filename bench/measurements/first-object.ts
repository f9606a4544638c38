import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded } from '../../shared/runs/run.ts';
import { median } from '../parts/statistics.ts';
import type { World } from '../parts/world.ts';
import type { CannedStorage } from '../storages/canned.ts';

const RUNS = 5;
const PAUSE_MS = 300;
const POLL_MS = 10;
/** The run itself is looked at seldom: that costs the machine that is being measured. */
const TRIES_A_LOOK = 50;

/**
 * How long a for each over a whole bucket takes from the click until its first object is put, at the canned storage: the list goes on
 * long after. Milliseconds, the median of five; each run is canceled then.
 */
export async function untilFirstObject(world: World, canned: CannedStorage, bucket: string): Promise<number> {
  const operation = await world.draw(
    'First object',
    ['source', 'list-objects', 'List all', { bucket, pass: 'each', atATime: 4 }],
    ['source', 'get-object', 'Get first', {}],
    ['canned', 'put-object', 'Put first', { bucket: 'first-to' }],
  );
  const times: number[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    await sleep(PAUSE_MS);
    await canned.watch();
    const click = process.hrtime.bigint();
    const runId = await world.project.run(operation, false);
    let { put } = await canned.moments();
    for (let tries = 1; put === undefined; tries += 1) {
      await sleep(POLL_MS);
      ({ put } = await canned.moments());
      if (tries % TRIES_A_LOOK === 0) await requireRunning(world, runId);
    }
    times.push(Number(BigInt(put) - click) / 1e6);
    // A run over a few keys may have ended meanwhile.
    await world.project.cancel(runId).catch(() => undefined);
    await world.project.ended(runId, POLL_MS);
  }
  return median(times);
}

/** @throws when a run has ended before its first object */
async function requireRunning(world: World, runId: string): Promise<void> {
  const { state, lastMessage } = await world.project.getRun(runId);
  if (hasEnded(state)) throw new Error(`the run ended in ${state}: ${lastMessage}`);
}
