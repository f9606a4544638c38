import type { Id } from '../../shared/project/id.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql } from '../database/sql.ts';
import type { RunQueue } from './run-queue.ts';

/** Any number, always the same: one server at a time decides which runs are no longer held back. */
const RELEASE_LOCK = 5_810_443;

export interface ReleaseParts {
  core: Core;
  queue: RunQueue;
  now(where: Queryable): Promise<Date>;
}

/**
 * Sends the jobs of runs that were held back and need not be any longer: those whose wait before another try is over, and of each
 * operation that queues its runs the oldest one, when no other is going. Gives how many there were.
 */
export async function releaseHeld({ core, queue, now }: ReleaseParts): Promise<number> {
  return core.database.transaction(async (trx) => {
    const { rows: locks } = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(${RELEASE_LOCK}) as got`.execute(trx);
    if (locks[0]?.got !== true) return 0;
    const at = await now(trx);
    const { rows } = await sql<{ id: Id; agent_group_id: Id }>`
      update runs set held = null, held_until = null where id in (
        select waiting.id from runs as waiting
        where waiting.held is not null and waiting.state = 'Submitted' and case waiting.held
          when 'retry' then waiting.held_until <= ${at}
          else not exists (
            select from runs as other
            where other.project_id = waiting.project_id and other.operation_id = waiting.operation_id
              and other.ended_at is null and other.id <> waiting.id
              and (other.held is distinct from 'overlap' or other.number < waiting.number))
          end
        order by waiting.number
        for update skip locked
        limit 1000)
      returning id, agent_group_id`.execute(trx);
    for (const { id, agent_group_id } of rows) await queue.send(trx, agent_group_id, id);
    return rows.length;
  });
}
