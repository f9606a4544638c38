import type { Id } from '../../shared/project/id.ts';
import { hasEnded, isManual, type Run } from '../../shared/runs/run.ts';
import type { RunsSlice } from './runs-slice.ts';

type Runs = RunsSlice['runs'];
type Newest = Pick<RunsSlice, 'lastRun' | 'automaticRun'>;

/** Which runs the canvas tells of once a run was heard of, `runs` being all that are known, with it. */
export function newestRuns({ lastRun, automaticRun }: Newest, runs: Runs, run: Run): Newest {
  const { id, operationId } = run;
  if (isManual(run)) return { lastRun: withNewer(lastRun, runs, run), automaticRun };
  if (!hasEnded(run.state)) return { lastRun, automaticRun: withNewer(automaticRun, runs, run) };
  if (automaticRun[operationId] !== id) return { lastRun, automaticRun };
  const { [operationId]: _ended, ...others } = automaticRun;
  const still = Object.values(runs).filter(
    (other) => other.operationId === operationId && !isManual(other) && !hasEnded(other.state),
  );
  return { lastRun, automaticRun: still.reduce((rest, other) => withNewer(rest, runs, other), others) };
}

function withNewer(known: Readonly<Record<Id, Id>>, runs: Runs, run: Run): Readonly<Record<Id, Id>> {
  const newest = runs[known[run.operationId] ?? ''];
  if (newest && (newest.id === run.id || newest.submittedAt > run.submittedAt)) return known;
  return { ...known, [run.operationId]: run.id };
}

/**
 * The run whose figures the canvas shows at an operation: the last one that somebody asked for, unless it has ended while one
 * is going that a schedule or an action started.
 */
export function shownRun(operationId: Id, { runs, lastRun, automaticRun }: Newest & { runs: Runs }): Run | undefined {
  const last = runs[lastRun[operationId] ?? ''];
  if (last && !hasEnded(last.state)) return last;
  return runs[automaticRun[operationId] ?? ''] ?? last;
}
