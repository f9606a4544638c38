import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { boundsOf, type Part, type RunSearch, type Source } from './search-conditions.ts';
import { BETWEEN_WORDS, wordQuery } from './texts.ts';

/**
 * So many runs are looked at to learn how often words occur: the newest ones, and a few at each of many places anywhere, as what
 * happens together is logged together.
 */
const NEWEST = 200;
const PLACES = 100;
const AT_EACH = 3;
/** Of words that a larger share of the runs has, the index would find more than are to be gone through until there are enough. */
const RARE = 0.005;
/** A word that a larger share has is not worth being looked up. */
const TELLING = 0.5;

/** Ended runs, by what is kept of them for being found. */
export const ENDED: Source = {
  from: sql`run_texts as texts join runs on runs.id = texts.run_id`,
  number: sql`texts.number`,
  sortedBy: {
    longest: sql`texts.duration`,
    'most-bytes': sql`texts.bytes`,
    'most-objects': sql`texts.objects`,
    'most-messages': sql`texts.messages`,
  },
  conditions: [],
};

/**
 * Ended runs whose log has all the words. PostgreSQL cannot know how often beginnings of words occur, and would find half of all
 * runs by index to give fifty of them: it is told by how it is asked. Words that few runs have are looked up in the index;
 * where many have them, runs are gone through in their order until there are enough.
 */
export async function endedWith(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
  words: readonly string[],
): Promise<Source> {
  const inProject = sql`texts.project_id = ${projectId}`;
  const { seen, together, shares } = await sample(where, projectId, search, words);
  if (seen < NEWEST || together >= RARE)
    return { ...ENDED, conditions: [inProject, ...words.map((word) => has(word))] };
  const telling = words.filter((_, index) => (shares[index] ?? 0) < TELLING);
  const looked = telling.length > 0 ? telling : words;
  // The planner does not see through an offset: the words are looked up first, then each run by its id.
  return {
    ...ENDED,
    from: sql`
      (select * from run_texts where project_id = ${projectId} and words @@ ${queryOf(looked)} offset 0) as texts
      cross join lateral (select * from runs where id = texts.run_id offset 0) as runs`,
    conditions: words.filter((word) => !looked.includes(word)).map((word) => has(word)),
  };
}

/** That a message of the run has all the words. Looking whether they are in it at all is much cheaper than taking it to pieces. */
export function messageWith(words: readonly string[]): Part {
  return sql`exists (
    select from run_messages as message where message.run_id = runs.id
    and message.text ilike all(${words.map((word) => `%${word}%`)}::text[])
    and to_tsvector('simple', regexp_replace(message.text, ${BETWEEN_WORDS}, ' ', 'g')) @@ ${queryOf(words)})`;
}

/** Of how many runs that the search may find it was learnt in which shares of them each of the words occurs, and all of them together. */
async function sample(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
  words: readonly string[],
): Promise<{ seen: number; together: number; shares: number[] }> {
  const among = [sql`texts.project_id = ${projectId}`, ...boundsOf(projectId, search, sql`texts.number`)];
  const counts = words.map((word) => sql`count(*) filter (where ${has(word)})::float8`);
  const { rows } = await sql<{ seen: number; together: number; each: number[] }>`
    with ends as (
      select min(number) as lowest, max(number) as highest from run_texts as texts where ${sql.join(among, sql` and `)})
    select count(*)::float8 as seen, array[${sql.join(counts)}] as each,
      count(*) filter (where ${sql.join(words.map(has), sql` and `)})::float8 as together
    from ends cross join (select place, random() as far from generate_series(0, ${PLACES}::integer) as place) as places
    cross join lateral (
      select texts.words from run_texts as texts
      where texts.project_id = ${projectId} and texts.number >= ends.lowest
        and texts.number <= case place when 0 then ends.highest
          else ends.highest - floor((ends.highest - ends.lowest) * far)::bigint end
      order by texts.number desc limit case place when 0 then ${NEWEST}::integer else ${AT_EACH}::integer end) as texts`.execute(
    where,
  );
  const { seen, together, each } = rows[0] ?? { seen: 0, together: 0, each: [] };
  return { seen, together: together / seen, shares: each.map((count) => count / seen) };
}

/** That a log has a word, so that no index is used for it. */
function has(word: string): Part {
  return sql`coalesce(texts.words @@ ${queryOf([word])}, false)`;
}

function queryOf(words: readonly string[]): Part {
  return sql`replace(to_tsquery('simple', ${words.map(wordQuery).join(' & ')})::text, '<->', '&')::tsquery`;
}
