import type { AgentVariable, PreviousRun, Surroundings } from '../../shared/api/agent-gateway.ts';
import type { Globals } from '../../shared/api/variables.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import type { Core } from '../core.ts';
import type { Queryable } from '../database/sql.ts';
import type { RunRow } from '../runs/row.ts';
import { previousRun } from './previous-run.ts';
import { surroundingsOf } from './surroundings.ts';

/** What the variables of a run are made of, beside the agent's own. */
export interface RunValues {
  variables: AgentVariable[];
  globals: Globals;
  surroundings: Surroundings;
  previous?: PreviousRun;
}

/**
 * The values that a run's fields have now: those of the project variables are read at this moment, not at the deployment.
 * For handing to an agent, or for what the server sends itself. @throws {ApiError} `secret-unknown`
 */
export async function runValues(
  { variables }: Pick<Core, 'variables'>,
  where: Queryable,
  row: Pick<RunRow, 'project_id' | 'parent_run_id' | 'globals'>,
  snapshot: Snapshot,
): Promise<RunValues> {
  const { environmentId, surroundings } = await surroundingsOf(where, row.project_id);
  const place = { projectId: row.project_id, environmentId };
  const previous = row.parent_run_id === null ? null : await previousRun(where, row.parent_run_id);
  return {
    variables: await variables.reveal(where, place, Object.values(snapshot.variables ?? {})),
    globals: row.globals ?? {},
    surroundings,
    ...(previous ? { previous } : {}),
  };
}
