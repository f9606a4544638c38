import type { Id } from '../../shared/project/id.ts';
import type { RunState } from '../../shared/runs/run.ts';
import type { RunSort } from '../../shared/runs/run-query.ts';
import { type RawBuilder, sql } from '../database/sql.ts';

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

/** A part of a statement. */
export type Part = RawBuilder<unknown>;

/** Where a search looks: a table, or several joined, of which `runs` is one. */
export interface Source {
  from: Part;
  /** The run's number, by the table whose indexes are to give the order. */
  number: Part;
  /** What each order but that of the numbers is by, the highest first. */
  sortedBy: Readonly<Record<Exclude<RunSort, 'newest' | 'oldest'>, Part>>;
  conditions: readonly Part[];
}

/** A transaction that writes a run may be so much older than the run's number. */
const SLACK = sql`interval '1 hour'`;

/** A number that no run has. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** The value that an order is by, and the order itself. */
export function orderOf(sort: RunSort, { number, sortedBy }: Source): { value: Part; order: Part } {
  if (sort === 'newest') return { value: number, order: sql`${number} desc` };
  if (sort === 'oldest') return { value: number, order: number };
  return { value: sortedBy[sort], order: sql`${sortedBy[sort]} desc, ${number} desc` };
}

/** What the runs of a search have in common, but for their operations. */
export function conditionsOf(projectId: Id, search: RunSearch, source: Source): Part[] {
  const { states, top, after, sort } = search;
  const { number } = source;
  const all: Part[] = [sql`runs.project_id = ${projectId}`, ...source.conditions];
  if (states !== undefined) all.push(sql`runs.state = any(${[...states]}::text[])`);
  if (top) all.push(sql`runs.parent_run_id is null`);
  all.push(...timesOf(search), ...boundsOf(projectId, search, number));
  if (after !== undefined) all.push(afterPlace(sort, source, after));
  return all;
}

function timesOf({ from, to }: RunSearch): Part[] {
  return [
    ...(from === undefined ? [] : [sql`runs.submitted_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`runs.submitted_at <= ${to}`]),
  ];
}

/** Between which numbers the runs of a search are: numbers and times go together, so that nothing else needs to be looked at. */
export function boundsOf(projectId: Id, { from, to }: RunSearch, number: Part): Part[] {
  const lowest = sql`coalesce((
    select number from runs where project_id = ${projectId} and submitted_at >= ${from}::timestamptz - ${SLACK}
    order by submitted_at limit 1), ${AFTER_ALL}::bigint)`;
  const highest = sql`coalesce((
    select number from runs where project_id = ${projectId} and submitted_at <= ${to}::timestamptz + ${SLACK}
    order by submitted_at desc limit 1), 0)`;
  return [
    ...(from === undefined ? [] : [sql`${number} >= ${lowest}`]),
    ...(to === undefined ? [] : [sql`${number} <= ${highest}`]),
  ];
}

function afterPlace(sort: RunSort, { number, sortedBy }: Source, after: RunPlace): Part {
  if (sort === 'newest') return sql`${number} < ${after.number}`;
  if (sort === 'oldest') return sql`${number} > ${after.number}`;
  return sql`(${sortedBy[sort]}, ${number}) < (${after.value}::float8, ${after.number}::bigint)`;
}
