import type { EndState, LogMessage } from '../../shared/runs/run.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import { insertMessages } from './messages.ts';
import { type RunRow, runOf } from './row.ts';
import { storeWords } from './texts.ts';

/**
 * A run whose action led to a run that failed did its own work well, but not all that came of it: it becomes *Success with
 * child error*, and so do the runs above it.
 */
export async function tellParents(core: Core, trx: Transaction, row: RunRow, state: EndState): Promise<void> {
  if (state !== 'Error' && state !== 'Success with child error') return;
  for (let child = row; child.parent_run_id !== null; ) {
    const text = `The run "${child.operation_name}" (${child.id}), which an action of this one started, ended with an error.`;
    const parent = await trx
      .updateTable('runs')
      .set((column) => ({
        state: 'Success with child error',
        message_count: column('message_count', '+', 1),
        last_message: sql<string>`coalesce(last_message, ${text})`,
      }))
      .where('id', '=', child.parent_run_id)
      .where('state', 'in', ['Success', 'Success with info', 'Success with warning'])
      .returningAll()
      .executeTakeFirst();
    // Nothing to tell: it failed itself, or those above it know already.
    if (!parent) return;
    const message: LogMessage = {
      at: new Date().toISOString(),
      level: 'warning',
      code: 'child-error',
      text,
      todo: 'Open the run beneath this one for what went wrong.',
    };
    const messages = await insertMessages(trx, parent.id, parent.message_count, [message]);
    await storeWords(trx, parent.id);
    await core.events.publish(trx, parent.project_id, { type: 'messages', runId: parent.id, messages });
    await core.events.publish(trx, parent.project_id, { type: 'run', run: runOf(parent) });
    child = parent;
  }
}
