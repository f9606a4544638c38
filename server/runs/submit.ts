import type { Globals } from '../../shared/api/variables.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { optionsOf } from '../../shared/project/operation.ts';
import type { LogMessage } from '../../shared/runs/run.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import type { DeployedSnapshot } from '../deployments/queries.ts';
import { insertNumbered } from './messages.ts';
import { type RunRow, runOf, waitingSteps } from './row.ts';
import type { RunQueue } from './run-queue.ts';

/** What a run is started with. */
export interface NewRun {
  projectId: Id;
  agentGroupId: Id;
  deployed: DeployedSnapshot;
  /** Values of variables, for it and for the runs that its actions start. */
  globals?: Globals | null;
  /** For a run that nobody asked for: what its log begins with, and the run whose action it is or the time it was planned for. */
  cause?: { message: LogMessage; parent?: Pick<RunRow, 'id' | 'depth'>; scheduledFor?: Date };
}

/**
 * Writes a run and its job, and tells of it; all of it is as before when the transaction fails. With the option Overlap set to
 * Queue, the run is held back whatever started it: `releaseHeld` sends its job once no other run of the operation is going.
 */
export async function insertRun(core: Core, queue: RunQueue, trx: Transaction, run: NewRun): Promise<Id> {
  const [id] = await insertRuns(core, queue, trx, [run]);
  if (id === undefined) throw new Error('the run was not inserted');
  return id;
}

/** The same for several, in their order, at the cost of one; gives their ids in the same order. */
export async function insertRuns(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  runs: readonly NewRun[],
): Promise<Id[]> {
  const rows = runs.map(rowOf);
  const inserted = await insertRows(trx, rows);
  const first = runs.flatMap(({ cause, deployed }, index) =>
    cause && optionsOf(deployed.snapshot.operation).log === 'everything'
      ? [{ ...cause.message, number: 1, runId: rows[index]?.id ?? '' }]
      : [],
  );
  await insertNumbered(trx, first);
  const ready = rows.filter(({ held }) => held === null);
  for (const [agentGroupId, group] of Map.groupBy(ready, (row) => row.agent_group_id))
    await queue.sendAll(
      trx,
      agentGroupId,
      group.map(({ id }) => id),
    );
  await core.events.publishAll(
    trx,
    inserted.map((row) => ({ projectId: row.project_id, event: { type: 'run', run: runOf(row) } })),
  );
  return rows.map(({ id }) => id);
}

function rowOf({ projectId, agentGroupId, deployed, globals, cause }: NewRun) {
  const { operation } = deployed.snapshot;
  const { overlap, log } = optionsOf(operation);
  return {
    id: newId('run'),
    project_id: projectId,
    operation_id: operation.id,
    operation_name: operation.name,
    deployment_id: deployed.deploymentId,
    agent_group_id: agentGroupId,
    steps: waitingSteps(operation.steps.map((step) => step.id)),
    message_count: cause && log === 'everything' ? 1 : 0,
    globals: globals && Object.keys(globals).length > 0 ? globals : null,
    held: overlap === 'queue' ? 'overlap' : null,
    scheduled_for: cause?.scheduledFor?.toISOString() ?? null,
    parent_run_id: cause?.parent?.id ?? null,
    depth: cause?.parent ? cause.parent.depth + 1 : 0,
  };
}

async function insertRows(trx: Transaction, rows: readonly ReturnType<typeof rowOf>[]): Promise<RunRow[]> {
  const columns = sql.raw(
    'id, project_id, operation_id, operation_name, deployment_id, agent_group_id, steps, message_count, globals, held, scheduled_for, parent_run_id, depth',
  );
  const { rows: inserted } = await sql<RunRow>`
    insert into runs (${columns}) select ${columns} from json_to_recordset(${JSON.stringify(rows)}::json) as given
      (id text, project_id text, operation_id text, operation_name text, deployment_id text, agent_group_id text, steps jsonb,
       message_count integer, globals json, held text, scheduled_for timestamptz, parent_run_id text, depth integer)
    returning runs.*`.execute(trx);
  return inserted;
}
