import { type ActionCondition, CONDITION_LABEL } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import { actionsOf, emailsSent, optionsOf, runsNext } from '../../shared/project/operation.ts';
import type { EndState, LogMessage } from '../../shared/runs/run.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import { deployedSnapshot, frozenSnapshot } from '../deployments/queries.ts';
import { startEmail } from '../mail/start.ts';
import { tellParents } from './child-error.ts';
import { foundNothing } from './no-source.ts';
import type { RunRow } from './row.ts';
import type { RunQueue } from './run-queue.ts';
import { insertRun } from './submit.ts';

/** How many runs may stand above a run: what was deployed at different times can lead in a circle. */
export const MOST_DEPTH = 50;

/** The condition that a run's end meets; a canceled run meets none. */
export function conditionOf(state: EndState): ActionCondition | null {
  if (state === 'Canceled') return null;
  return state === 'Error' ? 'fail' : 'success';
}

/**
 * Starts what the actions of a run's operation, as it was deployed for the run, lead to: each as it is deployed now, beneath
 * the run. Gives the messages that tell of it in the run's own log. To be called once, in the transaction that ends the run.
 */
export async function startFollowing(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  state: EndState,
): Promise<LogMessage[]> {
  await tellParents(core, trx, row, state);
  const condition = conditionOf(state);
  const snapshot = condition && (await frozenSnapshot(trx, row.deployment_id, row.operation_id));
  if (!condition || !snapshot) return [];
  if (condition === 'success' && foundNothing(core.connectors, snapshot, row)) {
    const { runSuccessWithoutSourceFiles } = optionsOf(snapshot.operation);
    if (!runSuccessWithoutSourceFiles && actionsOf(snapshot.operation).some((one) => one.condition === condition))
      return [nothingFound()];
  }
  const messages: LogMessage[] = [];
  for (const next of runsNext(snapshot.operation))
    if (next.condition === condition) messages.push(await startOne(core, queue, trx, row, condition, next.operationId));
  for (const { condition: when, emailId } of emailsSent(snapshot.operation)) {
    const email = snapshot.emails?.[emailId];
    if (email && when === condition) messages.push(await startEmail(core, queue, trx, row, condition, email));
  }
  return optionsOf(snapshot.operation).log === 'errors' ? messages.filter(({ level }) => level === 'error') : messages;
}

function nothingFound(): LogMessage {
  return {
    at: new Date().toISOString(),
    level: 'info',
    code: 'no-source-objects',
    text: `${CONDITION_LABEL.success}: nothing was done, as there was no source object to work on.`,
    todo: 'To do it all the same, tick Run success operation even if there are no matching source files in the options.',
  };
}

async function startOne(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  condition: ActionCondition,
  operationId: Id,
): Promise<LogMessage> {
  const at = new Date().toISOString();
  const label = CONDITION_LABEL[condition];
  const deployed = await deployedSnapshot(trx, row.project_id, operationId);
  if (!deployed)
    return {
      at,
      level: 'warning',
      code: 'action-not-deployed',
      text: `${label}: the operation to run next (${operationId}) is not deployed, and was not run.`,
      todo: `Deploy "${row.operation_name}" again: that deploys what its actions run, too.`,
    };
  const { name } = deployed.snapshot.operation;
  if (row.depth >= MOST_DEPTH)
    return {
      at,
      level: 'error',
      code: 'action-too-deep',
      text: `${label}: "${name}" was not run, as ${MOST_DEPTH} runs stand above it already.`,
      todo: 'Look whether operations run one another for ever; deploy all of them as they are designed now.',
    };
  const runId = await insertRun(core, queue, trx, {
    projectId: row.project_id,
    agentGroupId: row.agent_group_id,
    deployed,
    globals: row.globals,
    cause: {
      parent: row,
      message: {
        at,
        level: 'info',
        code: 'started-by-action',
        text: `Started by the action ${label} of "${row.operation_name}" (run ${row.id}).`,
      },
    },
  });
  return { at, level: 'info', code: 'action-run', text: `${label}: runs "${name}" (run ${runId}).` };
}
