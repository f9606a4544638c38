import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import type { LogMessage } from '../../shared/runs/run.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';

/** Stores messages of a run, of which the first gets the number `first`. */
export async function insertMessages(
  trx: Transaction,
  runId: Id,
  first: number,
  messages: readonly LogMessage[],
): Promise<NumberedMessage[]> {
  const numbered = numberedFrom(first, messages);
  await insertNumbered(
    trx,
    numbered.map((message) => ({ ...message, runId })),
  );
  return numbered;
}

/** Messages with their numbers, of which the first gets `first`. */
export function numberedFrom(first: number, messages: readonly LogMessage[]): NumberedMessage[] {
  return messages.map((message, index) => ({ ...message, number: first + index }));
}

/** Stores messages of any runs. */
export async function insertNumbered(
  trx: Transaction,
  messages: readonly (NumberedMessage & { runId: Id })[],
): Promise<void> {
  if (messages.length === 0) return;
  // PostgreSQL takes at most 65,535 values in a statement; as one JSON value there is no such limit.
  await sql`
    insert into run_messages (run_id, number, at, level, code, text, todo, step_id)
    select "runId", number, at, level, code, text, todo, "stepId"
    from json_to_recordset(${JSON.stringify(messages)}::json) as given
      ("runId" text, number integer, at timestamptz, level text, code text, text text, todo text, "stepId" text)`.execute(
    trx,
  );
}

/** A run's messages after a number, oldest first. */
export async function selectMessages(
  where: Queryable,
  runId: Id,
  after: number,
  limit: number,
): Promise<NumberedMessage[]> {
  const rows = await where
    .selectFrom('run_messages')
    .selectAll()
    .where('run_id', '=', runId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    at: row.at.toISOString(),
    level: row.level,
    code: row.code,
    text: row.text,
    ...(row.todo === null ? {} : { todo: row.todo }),
    ...(row.step_id === null ? {} : { stepId: row.step_id }),
  }));
}

/** The line that a list shows: the last error or warning, else what was there before. */
export function lastMessageOf(messages: readonly LogMessage[], before: string | null): string | null {
  return messages.findLast(({ level }) => level !== 'info')?.text ?? before;
}
