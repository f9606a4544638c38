import { progressOfEach } from '../../shared/runs/progress-of-each.ts';
import type { Run, StepProgress } from '../../shared/runs/run.ts';

/** How far a run was at an instant, in milliseconds of a steady clock. */
interface Sample {
  at: number;
  done: number;
  bytes: number;
}

/** How far a run was in its last half minute, oldest first: what the time that is left is reckoned from. */
export type Pace = readonly Sample[];

const EVERY_MS = 1_000;
const WINDOW_MS = 30_000;
/** A shorter look says nothing of what is to come. */
const SHORTEST_LOOK_MS = 2_000;

/** The pace with the run as it is now. It begins anew when the run does. */
export function nextPace(pace: Pace, run: Run, at: number): Pace {
  const sample = { at, ...doneOf(run) };
  const last = pace.at(-1);
  if (last && (sample.done < last.done || sample.bytes < last.bytes)) return [sample];
  if (last && at - last.at < EVERY_MS) return pace;
  return [...pace.filter((one) => at - one.at <= WINDOW_MS), sample];
}

/** How long a run will still take at its pace, in milliseconds; null while its totals or its pace are not known. */
export function timeLeft(pace: Pace, run: Run, at: number): number | null {
  const first = pace[0];
  const each = progressOfEach(run);
  if (!first || at - first.at < SHORTEST_LOOK_MS || each?.listing) return null;
  const now = doneOf(run);
  const left = (total: number, done: number, before: number): number | null => {
    if (done >= total) return 0;
    return done > before ? ((total - done) * (at - first.at)) / (done - before) : null;
  };
  if (!each) {
    const total = measured(run)?.totalBytes;
    return total === undefined ? null : left(total, now.bytes, first.bytes);
  }
  const byObjects = left(each.listed, now.done, first.done);
  // The bytes of what is left as it is, or fails, are never moved.
  const total = each.skipped + each.failed > 0 ? undefined : measured(run)?.totalBytes;
  const byBytes = total === undefined ? null : left(total, now.bytes, first.bytes);
  return byObjects === null || byBytes === null ? byObjects : Math.max(byObjects, byBytes);
}

function doneOf(run: Run): { done: number; bytes: number } {
  return { done: progressOfEach(run)?.done ?? run.objects, bytes: measured(run)?.bytes ?? run.bytes };
}

/** The last step of which it is known how many bytes there will be. */
function measured(run: Run): StepProgress | undefined {
  return run.steps.findLast((step) => step.totalBytes !== undefined);
}
