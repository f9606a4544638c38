import { type ActionCondition, CONDITION_LABEL } from '../../shared/project/action.ts';
import type { Email } from '../../shared/project/email.ts';
import { newId } from '../../shared/project/id.ts';
import type { LogMessage } from '../../shared/runs/run.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import { keeperOf } from '../runs/chain.ts';
import { insertMessages } from '../runs/messages.ts';
import { type RunRow, runOf } from '../runs/row.ts';
import type { RunQueue } from '../runs/run-queue.ts';

/**
 * Has an agent send an e-mail as it was deployed, as a run of its own beneath the one that caused it: it waits for an agent, is
 * taken up again when that is lost, and has a log and a state, as any other. The server does not send it itself: the SMTP server of
 * a private network is seen by the agents there alone, and it is with the agents that variables get their values.
 */
export async function startEmail(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  condition: ActionCondition,
  email: Email,
): Promise<LogMessage> {
  const at = new Date().toISOString();
  const label = CONDITION_LABEL[condition];
  const run = await trx
    .insertInto('runs')
    .values({
      id: newId('run'),
      project_id: row.project_id,
      operation_id: email.id,
      operation_name: email.name,
      email_of: row.operation_id,
      deployment_id: row.deployment_id,
      agent_group_id: row.agent_group_id,
      steps: '[]',
      message_count: 1,
      globals: row.globals === null ? null : JSON.stringify(row.globals),
      parent_run_id: row.id,
      depth: row.depth + 1,
      place: row.place,
      chain_agent_id: await keeperOf(trx, row),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const text = `Sends an e-mail for the action ${label} of "${row.operation_name}" (run ${row.id}).`;
  await insertMessages(trx, run.id, 1, [{ at, level: 'info', code: 'started-by-action', text }]);
  await queue.send(trx, [{ ...run, isBack: true }]);
  await core.events.publish(trx, run.project_id, { type: 'run', run: runOf(run) });
  return {
    at,
    level: 'info',
    code: 'action-email',
    text: `${label}: sends the e-mail "${email.name}" (run ${run.id}).`,
  };
}
