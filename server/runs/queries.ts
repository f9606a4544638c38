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

/** The newest run of each operation: one look into the index per operation that was ever deployed. */
export async function selectLastRuns(where: Queryable, projectId: Id): Promise<RunRow[]> {
  return where
    .selectFrom('deployed_operations as deployed')
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('runs')
          .selectAll('runs')
          .whereRef('runs.project_id', '=', 'deployed.project_id')
          .whereRef('runs.operation_id', '=', 'deployed.operation_id')
          .orderBy('runs.number', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .selectAll('last')
    .where('deployed.project_id', '=', projectId)
    .execute();
}

/** `now()` plus some seconds, by the database's clock. */
export function secondsFromNow(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}
