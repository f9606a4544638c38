import type { Id } from '../../shared/project/id.ts';
import type { Workflow } from '../../shared/project/workflow.ts';
import type { Run, RunState } from '../../shared/runs/run.ts';
import { laterOf } from '../state/run-figures.ts';
import { type LogSearch, NO_SEARCH, takesIn } from './log-search.ts';

const EVERYTHING: LogSearch = { ...NO_SEARCH, range: 'all' };

/** Which runs the table shows; null stands for all. */
export interface RunFilter {
  readonly operationId: Id | null;
  /** With the operations that stand in it now. */
  readonly workflow: Pick<Workflow, 'id' | 'operationIds'> | null;
  readonly state: RunState | null;
  readonly search?: LogSearch;
}

/**
 * The rows of the table, the newest first: what the server gave by pages, brought up to date with what has been reported
 * since. A reported run that is older than the oldest page is left out while there are older pages, as its neighbours are
 * not known yet.
 */
export function mergeRuns(
  paged: readonly Run[],
  live: Readonly<Record<Id, Run>>,
  filter: RunFilter,
  hasOlder: boolean,
): Run[] {
  const { search = EVERYTHING } = filter;
  const now = Date.now();
  const oldest = hasOlder ? (paged.at(-1)?.submittedAt ?? '') : '';
  const byId = new Map(paged.map((run) => [run.id, laterOf(run, live[run.id] ?? run)]));
  for (const run of Object.values(live))
    if (
      !byId.has(run.id) &&
      takesIn(search, run, now) &&
      Date.parse(run.submittedAt) >= (oldest === '' ? 0 : Date.parse(oldest))
    )
      byId.set(run.id, run);
  const standing = filter.workflow && new Set(filter.workflow.operationIds);
  const rows = [...byId.values()].filter(
    (run) => matches(run, filter) && (standing === null || standing.has(run.operationId)),
  );
  // In any other order the rows stand as the server gave them.
  if (search.sort !== 'newest') return rows;
  return rows.sort((a, b) => Date.parse(b.submittedAt) - Date.parse(a.submittedAt) || (a.id < b.id ? 1 : -1));
}

function matches(run: Run, filter: RunFilter): boolean {
  return (
    (filter.operationId === null || run.operationId === filter.operationId) &&
    (filter.state === null || run.state === filter.state)
  );
}
