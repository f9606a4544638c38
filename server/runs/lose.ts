import type { Id } from '../../shared/project/id.ts';
import { isRunAgain, type Losses, lossesAfter } from '../../shared/runs/losses.ts';
import { hasEnded, type LogMessage, type RunState } from '../../shared/runs/run.ts';
import { nextState } from '../../shared/runs/transitions.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import { startFollowing } from './follow.ts';
import { type Loss, lossMessage, reasonsOf } from './loss-reasons.ts';
import { insertMessages, lastMessageOf } from './messages.ts';
import { closedSteps, type RunRow, runOf } from './row.ts';
import type { RunQueue } from './run-queue.ts';
import { storeWords } from './texts.ts';

/** The runs whose lease has run out, a batch of them, locked; those that somebody works on right now are passed over. */
export function lockExpired(trx: Transaction, most: number): Promise<RunRow[]> {
  return trx
    .selectFrom('runs')
    .selectAll()
    .where('lease_until', '<', sql<Date>`now()`)
    .where('agent_id', 'is not', null)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** The runs that an agent holds by the table, but not by its own word; locked. */
export function lockNotHeld(trx: Transaction, agentId: Id, holding: readonly Id[]): Promise<RunRow[]> {
  let query = trx.selectFrom('runs').selectAll().where('agent_id', '=', agentId).where('ended_at', 'is', null);
  if (holding.length > 0) query = query.where('id', 'not in', holding);
  return query.orderBy('id').forUpdate().execute();
}

/**
 * Takes runs from the agents that held them: back to the queue, or to their end. The fence goes up, so that nothing that
 * the old holder still sends is taken.
 */
export async function loseRuns(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  rows: readonly RunRow[],
  loss: Loss,
): Promise<void> {
  const reasonOf = loss === 'agent-stopped' ? () => 'stopped' as const : await reasonsOf(trx, rows, loss);
  for (const row of rows) {
    const reason = reasonOf(row);
    const before = lossesOf(row);
    const losses = reason === 'stopped' ? before : lossesAfter(before, reason);
    const state = nextState(row.state, { kind: 'lost', again: reason === 'stopped' || isRunAgain(losses) });
    if (state === null) continue;
    if (state === 'Submitted') await queue.send(trx, [{ ...row, chain_agent_id: null, isBack: true }]);
    await change(core, queue, trx, row, state, losses, lossMessage(row, reason, state, losses));
  }
}

/** Ends a run that cannot be handed to any agent. */
export async function endUndeliverable(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  missing: 'secret' | 'snapshot',
): Promise<void> {
  const text =
    missing === 'secret'
      ? 'A secret that the operation needs is not there any more.'
      : 'What was deployed of the operation is not there any more.';
  const todo =
    missing === 'secret'
      ? 'Open the connection, enter the secret again, then deploy and run.'
      : 'Deploy and run again.';
  const message: LogMessage = { at: new Date().toISOString(), level: 'error', code: `${missing}-missing`, text, todo };
  await change(core, queue, trx, row, 'Error', lossesOf(row), message);
}

async function change(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  state: RunState,
  losses: Losses,
  message: LogMessage,
): Promise<void> {
  const ended = hasEnded(state);
  const told = ended ? await startFollowing(core, queue, trx, row, state) : [];
  const messages = await insertMessages(trx, row.id, row.message_count + 1, [message, ...told]);
  const changed = await trx
    .updateTable('runs')
    .set((column) => ({
      state,
      losses: losses.all,
      suspect_losses: losses.suspect,
      fence: column('fence', '+', 1),
      lease_until: null,
      message_count: row.message_count + messages.length,
      last_message: lastMessageOf(messages, row.last_message),
      ...(ended
        ? { ended_at: sql<Date>`now()`, steps: JSON.stringify(closedSteps(row.steps)) }
        : { agent_id: null, agent_name: null, chain_agent_id: null }),
    }))
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (ended) await storeWords(trx, row.id);
  await core.events.publish(trx, row.project_id, { type: 'messages', runId: row.id, messages });
  await core.events.publish(trx, row.project_id, { type: 'run', run: runOf(changed) });
}

function lossesOf(row: RunRow): Losses {
  return { all: row.losses, suspect: row.suspect_losses };
}
