import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import type { RunRow } from './row.ts';

export async function selectRun(where: Queryable, projectId: Id, runId: Id): Promise<RunRow | null> {
  const query = where.selectFrom('runs').selectAll().where('project_id', '=', projectId).where('id', '=', runId);
  return (await query.executeTakeFirst()) ?? null;
}

/** A run's row, locked to the end of the transaction. */
export async function lockRun(trx: Transaction, runId: Id): Promise<RunRow | null> {
  return (await trx.selectFrom('runs').selectAll().where('id', '=', runId).forUpdate().executeTakeFirst()) ?? null;
}

/**
 * Of each operation the newest run that somebody asked for, and the newest of the others while it is going: a few looks into
 * indexes per operation that was ever deployed.
 */
export async function selectLastRuns(where: Queryable, projectId: Id): Promise<RunRow[]> {
  // The second order is one that no index has: it is by the few that are going that they are to be found.
  const { rows } = await sql<RunRow>`
    select last.* from deployed_operations as deployed cross join lateral (
      (select runs.* from runs
        where runs.project_id = deployed.project_id and runs.operation_id = deployed.operation_id
          and runs.parent_run_id is null and runs.scheduled_for is null and runs.depth = 0
        order by runs.number desc limit 1)
      union all
      (select runs.* from runs
        where runs.project_id = deployed.project_id and runs.operation_id = deployed.operation_id
          and runs.ended_at is null and (runs.depth > 0 or runs.parent_run_id is not null or runs.scheduled_for is not null)
        order by runs.submitted_at desc, runs.number desc limit 1)) as last
    where deployed.project_id = ${projectId}`.execute(where);
  return rows;
}

/** `now()` plus some seconds, by the database's clock. */
export function secondsFromNow(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}
