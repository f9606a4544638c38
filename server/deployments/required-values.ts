import type { Problem } from '../../shared/checks/problem.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import type { DeployedVariable } from '../../shared/project/variable.ts';
import type { Core } from '../core.ts';
import type { Queryable } from '../database/sql.ts';
import { environmentOf } from '../environments/service.ts';

/**
 * The required variables that operations name and that have neither a value in the environment nor a default value: each run
 * would fail. That is known here alone, as values are no part of the design. @throws {ApiError} `secret-unknown`
 */
export async function missingValues(
  { variables }: Pick<Core, 'variables'>,
  where: Queryable,
  projectId: Id,
  snapshots: readonly Snapshot[],
): Promise<Problem[]> {
  const named = new Map<Id, DeployedVariable>();
  for (const snapshot of snapshots)
    for (const variable of Object.values(snapshot.variables ?? {}))
      if (variable.required) named.set(variable.id, variable);
  if (named.size === 0) return [];
  const { id, name: environment } = await environmentOf(where, projectId);
  const required = [...named.values()];
  const revealed = await variables.reveal(where, { projectId, environmentId: id }, required);
  const empty = new Set(revealed.filter(({ value }) => value === undefined || value === '').map(({ name }) => name));
  return required
    .filter(({ name }) => empty.has(name))
    .map((variable) => ({
      code: 'variable-value-missing',
      severity: 'error',
      item: { kind: 'variable', id: variable.id },
      message: `The project variable "${variable.name}" is required, and has no value in the environment ${environment} and no default value.`,
      fix: 'Open it and enter a value.',
    }));
}
