import type { Id } from '../../shared/project/id.ts';
import { type Queryable, type Selectable, sql } from '../database/sql.ts';
import type { VariableValuesTable } from '../database/tables.ts';

export type ValueRow = Selectable<VariableValuesTable>;

/** A value's place: a variable of a project in an environment. */
export interface ValuePlace {
  projectId: Id;
  environmentId: Id;
}

/** The values of a project in an environment; with `ids`, of those variables alone. */
export async function selectValues(
  where: Queryable,
  { projectId, environmentId }: ValuePlace,
  ids?: readonly Id[],
): Promise<ValueRow[]> {
  if (ids?.length === 0) return [];
  let query = where
    .selectFrom('variable_values')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('environment_id', '=', environmentId);
  if (ids !== undefined) query = query.where('variable_id', 'in', [...ids]);
  return query.orderBy('variable_id').execute();
}

export async function upsertValue(where: Queryable, row: Omit<ValueRow, 'changed_at'>): Promise<void> {
  const { hidden, key_id, sealed } = row;
  await where
    .insertInto('variable_values')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'environment_id', 'variable_id'])
        .doUpdateSet({ hidden, key_id, sealed, changed_at: sql<Date>`now()` }),
    )
    .execute();
}

export async function deleteValue(
  where: Queryable,
  { projectId, environmentId }: ValuePlace,
  variableId: Id,
): Promise<void> {
  await where
    .deleteFrom('variable_values')
    .where('project_id', '=', projectId)
    .where('environment_id', '=', environmentId)
    .where('variable_id', '=', variableId)
    .execute();
}
