import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql } from '../database/sql.ts';
import type { RunRow } from './row.ts';
import { conditionsOf, orderOf, type Part, type RunPlace, type RunSearch, type Source } from './search-conditions.ts';
import { operationsOf } from './search-operations.ts';
import { wordsOf } from './texts.ts';
import { ENDED, endedWith, messageWith } from './word-search.ts';

/** With more operations than this, looking for each by itself would not pay. */
const MOST_LATERALS = 100;

const RUNS: Source = {
  from: sql`runs`,
  number: sql`runs.number`,
  sortedBy: {
    longest: sql`-1::float8`,
    'most-bytes': sql`runs.bytes::float8`,
    'most-objects': sql`runs.objects::float8`,
    'most-messages': sql`runs.message_count::float8`,
  },
  conditions: [],
};

type Found = RunRow & { sorted_by: number };

/** Runs with their place in the order. */
export async function searchRuns(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
): Promise<{ row: RunRow; place: RunPlace }[]> {
  const ids = await operationsOf(where, projectId, search);
  if (ids?.length === 0) return [];
  const words = search.message === undefined ? [] : wordsOf(search.message);
  if (search.message !== undefined && words.length === 0) return [];
  const isByNumber = search.sort === 'newest' || search.sort === 'oldest';
  const find = (source: Source) => select(where, projectId, search, ids, source);
  const found =
    isByNumber && words.length === 0 ? await find(RUNS) : await ofBoth(where, projectId, search, words, find);
  return found.map(({ sorted_by, ...row }) => ({ row, place: { value: sorted_by, number: row.number } }));
}

/** Runs that have ended are found and put in order by what is kept of them; those that are going are few, and are looked at one by one. */
async function ofBoth(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
  words: readonly string[],
  find: (source: Source) => Promise<Found[]>,
): Promise<Found[]> {
  const isSaid = words.length === 0 ? [] : [messageWith(words)];
  const going = await find({ ...RUNS, conditions: [sql`runs.ended_at is null`, ...isSaid] });
  // Looked for afterwards: one that ends between the two is found twice rather than not at all.
  const ended = await find(
    words.length === 0
      ? { ...ENDED, conditions: [sql`texts.project_id = ${projectId}`] }
      : await endedWith(where, projectId, search, words),
  );
  const byId = new Map([...going, ...ended].map((run) => [run.id, run]));
  const sign = search.sort === 'oldest' ? -1 : 1;
  return [...byId.values()]
    .sort((a, b) => sign * (b.sorted_by - a.sorted_by || b.number - a.number))
    .slice(0, search.limit);
}

async function select(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
  ids: Id[] | null,
  source: Source,
): Promise<Found[]> {
  const { value, order } = orderOf(search.sort, source);
  const all = conditionsOf(projectId, search, source);
  const wanted = (parts: readonly Part[], by: Part = order) => sql`
    select runs.*, ${value} as sorted_by from ${source.from}
    where ${sql.join([...parts], sql` and `)} order by ${by} limit ${search.limit}`;
  if (ids === null) return (await sql<Found>`${wanted(all)}`.execute(where)).rows;
  if (source !== RUNS || ids.length > MOST_LATERALS)
    return (await sql<Found>`${wanted([...all, sql`runs.operation_id = any(${ids}::text[])`])}`.execute(where)).rows;
  // Each operation has its runs in order already. The planner would rather go through all runs, were it told "equal": it does not
  // know which operations run seldom.
  const one = sql`runs.operation_id between wanted.id and wanted.id`;
  const byOne = search.sort === 'oldest' ? sql`runs.operation_id desc, runs.number` : sql`runs.operation_id, ${order}`;
  const statement = sql<Found>`
    select runs.* from unnest(${ids}::text[]) as wanted (id)
    cross join lateral (${wanted([...all, one], byOne)}) as runs
    order by ${order} limit ${search.limit}`;
  return (await statement.execute(where)).rows;
}

/** The runs beneath runs, at any depth, the first `limit` of them. */
export async function selectBeneath(where: Queryable, runIds: readonly Id[], limit: number): Promise<RunRow[]> {
  if (runIds.length === 0) return [];
  const { rows } = await sql<RunRow>`
    with recursive beneath as (
      select runs.* from runs where parent_run_id = any(${[...runIds]}::text[])
      union all
      select runs.* from runs join beneath on runs.parent_run_id = beneath.id)
    select * from beneath order by number limit ${limit}`.execute(where);
  return rows;
}
