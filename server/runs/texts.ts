import type { Id } from '../../shared/project/id.ts';
import { sql, type Transaction } from '../database/sql.ts';

/** Of a long log, so many messages can be found by their words, errors and warnings first. */
const MOST_MESSAGES = 2_000;
/** In characters: far below the megabyte that PostgreSQL takes as the words of one text. */
const MOST_TEXT = 200_000;

/** Whatever in ASCII is no letter and no digit: between words, in messages and in what is looked for. */
export const BETWEEN_WORDS = '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]+';

/**
 * Keeps what ended runs are found and put in order by: the words of their logs, and their figures. To be called in the transaction that
 * ends them, when all their messages are stored.
 */
export async function storeWords(trx: Transaction, ...runIds: readonly Id[]): Promise<void> {
  if (runIds.length === 0) return;
  await sql`
    insert into run_texts (run_id, project_id, number, duration, bytes, objects, messages, words)
    select runs.id, runs.project_id, runs.number, coalesce(extract(epoch from ended_at - started_at)::float8, -1),
      bytes, objects, message_count, (
      select coalesce(strip(to_tsvector('simple', left(string_agg(plain, ' '), ${MOST_TEXT}))), '')
      from (
        select regexp_replace(text, ${BETWEEN_WORDS}, ' ', 'g') as plain from run_messages
        where run_id = runs.id order by level = 'info', number limit ${MOST_MESSAGES}) as messages)
    from runs where runs.id = any(${runIds}::text[])
    on conflict (run_id) do update set words = excluded.words, messages = excluded.messages`.execute(trx);
}

/** The words of a text that is looked for. */
export function wordsOf(text: string): string[] {
  return text.split(/[^0-9A-Za-z\u0080-\u{10FFFF}]+/u).filter((word) => word !== '');
}

/** What finds a word by its beginning, in `to_tsquery`'s language. */
export function wordQuery(word: string): string {
  return `'${word}':*`;
}
