import type { Globals } from '../../shared/api/variables.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { optionsOf } from '../../shared/project/operation.ts';
import type { LogMessage } from '../../shared/runs/run.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import type { DeployedSnapshot } from '../deployments/queries.ts';
import { insertMessages } from './messages.ts';
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
  const { projectId, agentGroupId, deployed, cause } = run;
  const { operation } = deployed.snapshot;
  const { overlap, log } = optionsOf(operation);
  const messages = cause && log === 'everything' ? [cause.message] : [];
  const held = overlap === 'queue' ? 'overlap' : null;
  const row = await trx
    .insertInto('runs')
    .values({
      id: newId('run'),
      project_id: projectId,
      operation_id: operation.id,
      operation_name: operation.name,
      deployment_id: deployed.deploymentId,
      agent_group_id: agentGroupId,
      steps: JSON.stringify(waitingSteps(operation.steps.map((step) => step.id))),
      message_count: messages.length,
      globals: run.globals && Object.keys(run.globals).length > 0 ? JSON.stringify(run.globals) : null,
      held,
      scheduled_for: cause?.scheduledFor ?? null,
      ...(cause?.parent ? { parent_run_id: cause.parent.id, depth: cause.parent.depth + 1 } : {}),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertMessages(trx, row.id, 1, messages);
  if (held === null) await queue.send(trx, agentGroupId, row.id);
  await core.events.publish(trx, projectId, { type: 'run', run: runOf(row) });
  return row.id;
}
