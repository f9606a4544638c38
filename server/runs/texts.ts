import type { Id } from '../../shared/project/id.ts';
import { sql, type Transaction } from '../database/sql.ts';

/** Of a long log, so many messages can be found by their words, errors and warnings first. */
const MOST_MESSAGES = 2_000;
/** In characters: far below the megabyte that PostgreSQL takes as the words of one text. */
const MOST_TEXT = 200_000;

/** Whatever in ASCII is no letter and no digit: between words, in messages and in what is looked for. */
export const BETWEEN_WORDS = '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]+';

/** Keeps the words of a run's log. To be called in the transaction that ends the run, when all its messages are stored. */
export async function storeWords(trx: Transaction, runId: Id): Promise<void> {
  await sql`
    insert into run_texts (run_id, project_id, number, words)
    select runs.id, runs.project_id, runs.number, (
      select coalesce(strip(to_tsvector('simple', left(string_agg(plain, ' '), ${MOST_TEXT}))), '')
      from (
        select regexp_replace(text, ${BETWEEN_WORDS}, ' ', 'g') as plain from run_messages
        where run_id = runs.id order by level = 'info', number limit ${MOST_MESSAGES}) as messages)
    from runs where runs.id = ${runId}
    on conflict (run_id) do update set words = excluded.words`.execute(trx);
}

/**
 * What finds the words of a text, in `to_tsquery`'s language: all of them, each as the beginning of a word; null when there
 * are none in it.
 */
export function wordsQuery(text: string): string | null {
  const words = text.split(/[^0-9A-Za-z\u0080-\u{10FFFF}]+/u).filter((word) => word !== '');
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}
