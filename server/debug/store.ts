import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Id } from '../../shared/project/id.ts';
import { StepDebug } from '../../shared/runs/debug.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { lockRun } from '../runs/queries.ts';

const unpack = promisify(gunzip);
/** Larger than anything an agent keeps of a step. */
const MOST_BYTES = 96 * 1024 * 1024;

/** Keeps what went into a step and came out of it, for so many days; a later one replaces it. @throws {ApiError} `lease-lost` */
export async function keepDebug(
  trx: Transaction,
  agentId: Id,
  { runId, stepId, fence, content }: { runId: Id; stepId: Id; fence: number; content: Buffer },
  days: number,
): Promise<void> {
  const row = await lockRun(trx, runId);
  if (!row || row.agent_id !== agentId || row.fence !== fence || hasEnded(row.state))
    throw new ApiError('lease-lost', `The run ${runId} is not this agent's any more.`, {
      todo: 'Stop executing it: another agent has it, or it has ended.',
    });
  const expires_at = sql<Date>`now() + make_interval(days => ${days})`;
  await trx
    .insertInto('run_debug')
    .values({ run_id: runId, step_id: stepId, content, expires_at })
    .onConflict((conflict) => conflict.columns(['run_id', 'step_id']).doUpdateSet({ content, expires_at }))
    .execute();
}

/** What is kept of a step of a run; null when that is nothing, or nothing any more. */
export async function debugOf(where: Queryable, runId: Id, stepId: Id): Promise<StepDebug | null> {
  const row = await where
    .selectFrom('run_debug')
    .select('content')
    .where('run_id', '=', runId)
    .where('step_id', '=', stepId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (!row) return null;
  const bytes = await unpack(row.content, { maxOutputLength: MOST_BYTES });
  return StepDebug.parse(JSON.parse(bytes.toString('utf8')));
}

/** Removes what has been kept long enough. Gives how many steps' that was. */
export async function removeOldDebug(where: Queryable): Promise<number> {
  const { numDeletedRows } = await where
    .deleteFrom('run_debug')
    .where('expires_at', '<=', sql<Date>`now()`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
