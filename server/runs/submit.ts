import { type Id, newId } from '../../shared/project/id.ts';
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
  /** For a run that an action starts: the run that caused it, and what its log begins with. */
  cause?: { parent: Pick<RunRow, 'id' | 'depth'>; message: LogMessage };
}

/** Writes a run and its job, and tells of it; all of it is as before when the transaction fails. */
export async function insertRun(core: Core, queue: RunQueue, trx: Transaction, run: NewRun): Promise<Id> {
  const { projectId, agentGroupId, deployed, cause } = run;
  const { operation } = deployed.snapshot;
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
      message_count: cause ? 1 : 0,
      ...(cause ? { parent_run_id: cause.parent.id, depth: cause.parent.depth + 1 } : {}),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (cause) await insertMessages(trx, row.id, 1, [cause.message]);
  await queue.send(trx, agentGroupId, row.id);
  await core.events.publish(trx, projectId, { type: 'run', run: runOf(row) });
  return row.id;
}
