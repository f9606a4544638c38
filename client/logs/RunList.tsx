import { ScrollText } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import type { RunSort } from '../../shared/runs/run-query.ts';
import { useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { withChildrenBeneath } from './family.ts';
import { NO_SEARCH } from './log-search.ts';
import styles from './RunList.module.css';
import { RunRow } from './RunRow.tsx';
import type { RunFilter } from './run-list.ts';
import { SortHeading } from './SortHeading.tsx';
import { useNow } from './use-now.ts';
import { useRuns } from './use-runs.ts';

interface RunListProps {
  projectId: Id;
  filter: RunFilter;
  /** The run whose steps and messages show. */
  openRun: Id | null;
  onSort: (sort: RunSort) => void;
}

/** The table of runs, the newest first; a row opens to its steps and messages. */
export function RunList({ projectId, filter, openRun, onSort }: RunListProps) {
  const table = useRef<HTMLTableElement>(null);
  const sort = filter.search?.sort ?? 'newest';
  const mayDeploy = useWhyNotAllowed('write') === null;
  const openLogs = useDesigner((state) => state.openLogs);
  const { runs, error, hasOlder, loadingOlder, loadOlder, retry } = useRuns(projectId, filter);
  const now = useNow(runs?.some((run) => !hasEnded(run.state)) === true);
  const toggle = (runId: Id) =>
    openLogs({
      operationId: filter.operationId,
      workflowId: filter.workflow?.id ?? null,
      runId: runId === openRun ? null : runId,
    });

  if (error && !runs)
    return (
      <EmptyState
        title="The runs can’t be shown"
        text={error.message}
        action={<Button onClick={retry}>Try again</Button>}
      />
    );
  if (!runs)
    return (
      <div className={styles.loading}>
        <Spinner label="Loading the runs" />
      </div>
    );
  if (runs.length === 0)
    return (
      <EmptyState
        icon={<ScrollText size={22} />}
        title={isSearching(filter) ? 'No run is found by these filters.' : 'Nothing has run in the last 24 hours.'}
        text={
          isSearching(filter)
            ? 'Choose a longer time range or another status, or empty the search.'
            : mayDeploy
              ? 'Choose Deploy and run on an operation: its run shows here as it goes.'
              : 'Runs show here as they go.'
        }
      />
    );
  return (
    <div className={styles.scroll}>
      <table ref={table} className={styles.table} onKeyDown={(event) => walk(event, table.current)}>
        <caption className="visually-hidden">{sort === 'newest' ? 'Runs, the newest first' : 'Runs'}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.status}>
              Status
            </th>
            <th scope="col">Operation</th>
            <SortHeading label="Started" orders={['newest', 'oldest']} sort={sort} onSort={onSort} />
            <th scope="col">Done</th>
            <SortHeading
              label="Duration"
              orders={['longest']}
              sort={sort}
              onSort={onSort}
              className={classes(styles.figure, styles.duration)}
            />
            <SortHeading
              label="Objects"
              orders={['most-objects']}
              sort={sort}
              onSort={onSort}
              className={styles.figure}
            />
            <SortHeading
              label="Bytes"
              orders={['most-bytes']}
              sort={sort}
              onSort={onSort}
              className={classes(styles.figure, styles.bytes)}
            />
            <SortHeading
              label="Messages"
              orders={['most-messages']}
              sort={sort}
              onSort={onSort}
              className={styles.messages}
            />
          </tr>
        </thead>
        <tbody>
          {(sort === 'newest' ? withChildrenBeneath(runs) : runs.map(alone)).map(({ run, depth }) => (
            <RunRow
              key={run.id}
              run={run}
              depth={depth}
              now={now}
              open={run.id === openRun}
              onToggle={() => toggle(run.id)}
            />
          ))}
        </tbody>
      </table>
      {hasOlder && (
        <div className={styles.more}>
          <Button size="small" busy={loadingOlder} onClick={loadOlder}>
            Load older runs
          </Button>
        </div>
      )}
    </div>
  );
}

/** In another order than by time, a run may stand far from the one that started it. */
function alone(run: Run): { run: Run; depth: number } {
  return { run, depth: 0 };
}

/** Whether anything is asked for beside what the table shows at first. */
function isSearching({ state, search = NO_SEARCH }: RunFilter): boolean {
  return state !== null || search.text.trim() !== '' || search.range !== NO_SEARCH.range;
}

/** Up and down go from run to run. */
function walk(event: KeyboardEvent, table: HTMLTableElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (!(event.target instanceof HTMLElement)) return;
  const buttons = [...(table?.querySelectorAll<HTMLElement>('[data-run]') ?? [])];
  const at = buttons.indexOf(event.target);
  const next = at < 0 ? undefined : buttons[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
