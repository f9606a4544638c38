import type { PreviousRun } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import { type EndState, hasEnded, type RunState } from '../../shared/runs/run.ts';
import { REDACTED } from '../../shared/variables/redact.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { lastReceiptOf } from '../transfers/store.ts';

/** How the run ended whose action starts another one, with what that one may name of it; null when it is not over. */
export async function previousRun(where: Queryable, runId: Id): Promise<PreviousRun | null> {
  const { rows } = await sql<{ state: RunState; last_message: string | null }>`
    with recursive above as (
      select id, parent_run_id, state, last_message, 0 as distance from runs where id = ${runId}
      union all
      select runs.id, runs.parent_run_id, runs.state, runs.last_message, distance + 1
      from above join runs on runs.id = above.parent_run_id where distance < 100)
    select state, last_message from above order by distance`.execute(where);
  const [run] = rows;
  if (!run || !hasEnded(run.state)) return null;
  const success = isSuccess(run.state);
  const failed = rows.find(({ state }) => state === 'Error');
  const written = await lastReceiptOf(where, runId, ({ outcome }) => WRITTEN.has(outcome));
  const { source } = written ?? {};
  return {
    success,
    error: success ? '' : (run.last_message ?? ''),
    ...(success && failed?.last_message ? { lastError: failed.last_message } : {}),
    ...(written && isClear(written) ? { target: factsOf(written) } : {}),
    ...(source && isClear(source) ? { source: { ...factsOf(source), size: written?.size } } : {}),
  };
}

const WRITTEN: ReadonlySet<string> = new Set(['written', 'copied', 'moved']);

function isSuccess(state: EndState): boolean {
  return state !== 'Error' && state !== 'Canceled';
}

function factsOf({ bucket, key, size }: { bucket: string; key: string; size?: number | undefined }) {
  return { bucket, key, ...(size === undefined ? {} : { size }) };
}

/** A key in which a hidden value was blotted out names no object. */
function isClear({ bucket, key }: { bucket: string; key: string }): boolean {
  return !bucket.includes(REDACTED) && !key.includes(REDACTED);
}
