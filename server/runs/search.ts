import type { Id } from '../../shared/project/id.ts';
import type { RunState } from '../../shared/runs/run.ts';
import type { RunSort } from '../../shared/runs/run-query.ts';
import { type Queryable, type RawBuilder, sql } from '../database/sql.ts';
import type { RunRow } from './row.ts';
import { BETWEEN_WORDS, wordsQuery } from './texts.ts';

/** Which runs of a project are wanted. What is absent filters nothing. */
export interface RunSearch {
  operationId?: Id | undefined;
  /** Only runs of one of these operations. */
  operationIds?: readonly Id[] | undefined;
  states?: readonly RunState[] | undefined;
  /** Submitted at these times or between them. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** A part of the operation's name. */
  operation?: string | undefined;
  /** Words of a message. */
  message?: string | undefined;
  /** Only runs that no action started. */
  top?: boolean | undefined;
  sort: RunSort;
  /** After this place of the order. */
  after?: RunPlace | undefined;
  limit: number;
}

/** A place in a sorted list: the value that it is sorted by, and the run's number. */
export interface RunPlace {
  value: number;
  number: number;
}

type Part = RawBuilder<unknown>;

/** A transaction that writes a run may be so much older than the run's number. */
const SLACK = sql`interval '1 hour'`;

/** A number that no run has. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** With more operations than this, looking for each by itself would not pay. */
const MOST_LATERALS = 500;

/** What each order is by, the highest first unless it says otherwise. */
const SORTED_BY: Readonly<Record<Exclude<RunSort, 'newest' | 'oldest'>, Part>> = {
  longest: sql`coalesce(extract(epoch from runs.ended_at - runs.started_at)::float8, -1)`,
  'most-bytes': sql`runs.bytes::float8`,
  'most-objects': sql`runs.objects::float8`,
  'most-messages': sql`runs.message_count::float8`,
};

/** Runs with their place in the order. */
export async function searchRuns(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
): Promise<{ row: RunRow; place: RunPlace }[]> {
  const ids = await operationsOf(where, projectId, search);
  if (ids?.length === 0) return [];
  const words = search.message === undefined ? null : wordsQuery(search.message);
  if (search.message !== undefined && words === null) return [];
  const found =
    words === null
      ? await select(where, projectId, search, ids, sql`runs`, [])
      : await withWords(where, projectId, search, ids, words);
  return found.map(({ sorted_by, ...row }) => ({ row, place: { value: sorted_by, number: row.number } }));
}

type Found = RunRow & { sorted_by: number };

/** Ended runs are found by the words kept of them; of those that are going there are few, and their messages are looked through. */
async function withWords(where: Queryable, projectId: Id, search: RunSearch, ids: Id[] | null, words: string) {
  const query = sql`replace(to_tsquery('simple', ${words})::text, '<->', '&')::tsquery`;
  const ended = await select(
    where,
    projectId,
    search,
    ids,
    sql`run_texts as texts join runs on runs.id = texts.run_id`,
    [sql`texts.project_id = ${projectId}`, sql`texts.words @@ ${query}`],
  );
  const going = await select(where, projectId, search, ids, sql`runs`, [
    sql`runs.ended_at is null`,
    sql`exists (
      select from run_messages as message where message.run_id = runs.id
      and to_tsvector('simple', regexp_replace(message.text, ${BETWEEN_WORDS}, ' ', 'g')) @@ ${query})`,
  ]);
  const sign = search.sort === 'oldest' ? -1 : 1;
  return [...ended, ...going]
    .sort((a, b) => sign * (b.sorted_by - a.sorted_by || b.number - a.number))
    .slice(0, search.limit);
}

async function select(
  where: Queryable,
  projectId: Id,
  search: RunSearch,
  ids: Id[] | null,
  from: Part,
  more: readonly Part[],
): Promise<Found[]> {
  const isByNumber = search.sort === 'newest' || search.sort === 'oldest';
  const sortedBy = search.sort === 'newest' || search.sort === 'oldest' ? sql`runs.number` : SORTED_BY[search.sort];
  const order =
    search.sort === 'oldest'
      ? sql`runs.number`
      : isByNumber
        ? sql`runs.number desc`
        : sql`${sortedBy} desc, runs.number desc`;
  const all = [...conditions(projectId, search), ...more];
  if (search.after) all.push(afterPlace(search.sort, sortedBy, search.after));
  const wanted = (parts: readonly Part[], by: Part = order) => sql`
    select runs.*, ${sortedBy} as sorted_by from ${from}
    where ${sql.join([...parts], sql` and `)} order by ${by} limit ${search.limit}`;
  if (ids === null) return (await sql<Found>`${wanted(all)}`.execute(where)).rows;
  // Each operation has its runs in order already. The planner would rather go through all runs, were it told "equal": it does not
  // know which operations run seldom.
  const one = sql`runs.operation_id between wanted.id and wanted.id`;
  const byOne = search.sort === 'oldest' ? sql`runs.operation_id desc, runs.number` : sql`runs.operation_id, ${order}`;
  const statement =
    isByNumber && more.length === 0 && ids.length <= MOST_LATERALS
      ? sql<Found>`
          select runs.* from unnest(${ids}::text[]) as wanted (id)
          cross join lateral (${wanted([...all, one], byOne)}) as runs
          order by ${order} limit ${search.limit}`
      : sql<Found>`${wanted([...all, sql`runs.operation_id = any(${ids}::text[])`])}`;
  return (await statement.execute(where)).rows;
}

function conditions(projectId: Id, { states, from, to, top }: RunSearch): Part[] {
  const all: Part[] = [sql`runs.project_id = ${projectId}`];
  if (states !== undefined) all.push(sql`runs.state = any(${[...states]}::text[])`);
  if (top) all.push(sql`runs.parent_run_id is null`);
  // Numbers and times go together, so that nothing outside of the range needs to be looked at.
  if (from !== undefined)
    all.push(
      sql`runs.submitted_at >= ${from}`,
      sql`runs.number >= coalesce((
        select number from runs where project_id = ${projectId} and submitted_at >= ${from}::timestamptz - ${SLACK}
        order by submitted_at limit 1), ${AFTER_ALL}::bigint)`,
    );
  if (to !== undefined)
    all.push(
      sql`runs.submitted_at <= ${to}`,
      sql`runs.number <= coalesce((
        select number from runs where project_id = ${projectId} and submitted_at <= ${to}::timestamptz + ${SLACK}
        order by submitted_at desc limit 1), 0)`,
    );
  return all;
}

function afterPlace(sort: RunSort, sortedBy: Part, { value, number }: RunPlace): Part {
  if (sort === 'newest') return sql`runs.number < ${number}`;
  if (sort === 'oldest') return sql`runs.number > ${number}`;
  return sql`(${sortedBy}, runs.number) < (${value}::float8, ${number}::bigint)`;
}

/** The operations that a search is about; null when it is about all of them. */
async function operationsOf(where: Queryable, projectId: Id, search: RunSearch): Promise<Id[] | null> {
  const { operationId, operationIds, operation } = search;
  if (operationId === undefined && operationIds === undefined && operation === undefined) return null;
  const named = operation === undefined ? null : await operationsNamed(where, projectId, operation);
  const sets = [operationId === undefined ? null : [operationId], operationIds ?? null, named].filter(
    (set) => set !== null,
  );
  const [first = [], ...rest] = sets.map((set) => [...set]);
  return first.filter((id) => rest.every((set) => set.includes(id)));
}

/** The operations whose newest run bears a name with a text in it; one look into the index for each operation that ever ran. */
async function operationsNamed(where: Queryable, projectId: Id, text: string): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    with recursive ran (id) as (
      select min(operation_id) from runs where project_id = ${projectId}
      union all
      select (select min(operation_id) from runs where project_id = ${projectId} and operation_id > ran.id)
      from ran where ran.id is not null)
    select ran.id from ran
    cross join lateral (
      select operation_name from runs where project_id = ${projectId} and operation_id between ran.id and ran.id
      order by operation_id, number desc limit 1) as newest
    where ran.id is not null and strpos(lower(newest.operation_name), lower(${text})) > 0`.execute(where);
  return rows.map(({ id }) => id);
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
