import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql } from '../database/sql.ts';
import type { RunSearch } from './search-conditions.ts';

/** The operations that a search is about; null when it is about all of them. */
export async function operationsOf(where: Queryable, projectId: Id, search: RunSearch): Promise<Id[] | null> {
  const { operationId, operationIds, operation } = search;
  if (operationId === undefined && operationIds === undefined && operation === undefined) return null;
  const named = operation === undefined ? null : await operationsNamed(where, projectId, operation);
  const sets = [operationId === undefined ? null : [operationId], operationIds ?? null, named].filter(
    (set) => set !== null,
  );
  if (sets.length === 0) return null;
  const [first = [], ...rest] = sets.map((set) => [...set]);
  return first.filter((id) => rest.every((set) => set.includes(id)));
}

/**
 * The operations whose newest run bears a name with a text in it, null when all do; one look into the index for each operation that ever
 * ran.
 */
async function operationsNamed(where: Queryable, projectId: Id, text: string): Promise<Id[] | null> {
  const { rows } = await sql<{ id: Id; named: boolean }>`
    with recursive ran (id) as (
      select min(operation_id) from runs where project_id = ${projectId}
      union all
      select (select min(operation_id) from runs where project_id = ${projectId} and operation_id > ran.id)
      from ran where ran.id is not null)
    select ran.id, strpos(lower(newest.operation_name), lower(${text})) > 0 as named from ran
    cross join lateral (
      select operation_name from runs where project_id = ${projectId} and operation_id between ran.id and ran.id
      order by operation_id, number desc limit 1) as newest
    where ran.id is not null`.execute(where);
  const named = rows.filter((row) => row.named);
  return named.length === rows.length && rows.length > 0 ? null : named.map(({ id }) => id);
}
