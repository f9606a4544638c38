import { ScrollText } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { withChildrenBeneath } from './family.ts';
import styles from './RunList.module.css';
import { RunRow } from './RunRow.tsx';
import type { RunFilter } from './run-list.ts';
import { useNow } from './use-now.ts';
import { useRuns } from './use-runs.ts';

interface RunListProps {
  projectId: Id;
  filter: RunFilter;
  /** The run whose steps and messages show. */
  openRun: Id | null;
}

/** The table of runs, the newest first; a row opens to its steps and messages. */
export function RunList({ projectId, filter, openRun }: RunListProps) {
  const table = useRef<HTMLTableElement>(null);
  const openLogs = useDesigner((state) => state.openLogs);
  const { runs, error, hasOlder, loadingOlder, loadOlder, retry } = useRuns(projectId, filter);
  const now = useNow(runs?.some((run) => !hasEnded(run.state)) === true);
  const toggle = (runId: Id) => openLogs({ operationId: filter.operationId, runId: runId === openRun ? null : runId });

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
        title={filter.state ? `No run has the status ${filter.state}.` : 'Nothing has run yet.'}
        text={filter.state ? null : 'Choose Deploy and run on an operation: its run shows here as it goes.'}
      />
    );
  return (
    <div className={styles.scroll}>
      <table ref={table} className={styles.table} onKeyDown={(event) => walk(event, table.current)}>
        <caption className="visually-hidden">Runs, the newest first</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.status}>
              Status
            </th>
            <th scope="col">Operation</th>
            <th scope="col">Started</th>
            <th scope="col" className={classes(styles.figure, styles.duration)}>
              Duration
            </th>
            <th scope="col" className={styles.figure}>
              Objects
            </th>
            <th scope="col" className={classes(styles.figure, styles.bytes)}>
              Bytes
            </th>
            <th scope="col">Last message</th>
          </tr>
        </thead>
        <tbody>
          {withChildrenBeneath(runs).map(({ run, depth }) => (
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
