import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../server/database/sql.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Copying, Installation } from './installation.ts';

const AT_ONCE = 16;
const POLL_MS = 25;
/** Runs of which none has ended for so long never will. */
const LONGEST_MS = 600_000;

/** What became of runs that were submitted together, by the database's clock. */
export interface Flooded {
  /** From the first submission to the last end. */
  readonly seconds: number;
  /** Of each run, from its submission until an agent had it, in milliseconds. */
  readonly waits: readonly number[];
  /** How many agents took part. */
  readonly agents: number;
}

/** Submits runs as fast as the server accepts them, and waits for their end. @throws when one does not end in Success */
export async function flood(installation: Installation, copying: Copying, runs: number): Promise<Flooded> {
  let next = 0;
  const ids: Id[] = [];
  const worker = async () => {
    while (next < runs) {
      next += 1;
      ids.push(await copying.submit());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ended(installation, ids);
}

/** Submits runs at an even pace that leaves agents idle, so that their waits are those of the queue alone. */
export async function paced(
  installation: Installation,
  copying: Copying,
  runs: number,
  everyMs: number,
): Promise<Flooded> {
  const asked: Promise<Id>[] = [];
  const start = performance.now();
  for (let count = 0; count < runs; count += 1) {
    await sleep(Math.max(0, start + count * everyMs - performance.now()));
    asked.push(copying.submit());
  }
  return ended(installation, await Promise.all(asked));
}

async function ended({ database: { db } }: Installation, ids: readonly Id[]): Promise<Flooded> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let since = performance.now(); ; ) {
    const { rows } = await sql<{ open: number }>`
      select count(*)::integer as open from runs where id = any(${ids}::text[]) and ended_at is null`.execute(db);
    const open = rows[0]?.open ?? 0;
    if (open === 0) break;
    if (open < fewest) [fewest, since] = [open, performance.now()];
    if (performance.now() - since > LONGEST_MS)
      throw new Error(`${open} of ${ids.length} runs do not end: none has for ${LONGEST_MS / 1000} s`);
    await sleep(POLL_MS);
  }
  const { rows } = await sql<{
    state: string;
    message: string | null;
    agent: string;
    wait: number;
    from: number;
    to: number;
  }>`
    select state, last_message as message, agent_id as agent,
      1000 * extract(epoch from started_at - submitted_at)::float8 as wait,
      extract(epoch from submitted_at)::float8 as from, extract(epoch from ended_at)::float8 as to
    from runs where id = any(${ids}::text[])`.execute(db);
  for (const { state, message } of rows)
    if (state !== 'Success') throw new Error(`a run ended in ${state}: ${message}`);
  return {
    seconds: Math.max(...rows.map(({ to }) => to)) - Math.min(...rows.map(({ from }) => from)),
    waits: rows.map(({ wait }) => wait),
    agents: new Set(rows.map(({ agent }) => agent)).size,
  };
}
