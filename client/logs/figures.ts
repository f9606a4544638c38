import { hasEnded, type LogMessage, type Run, type StepProgress } from '../../shared/runs/run.ts';

/** How long something took, or has taken up to `now`, in milliseconds; null before its start. */
export function durationOf(thing: { startedAt?: string | null; endedAt?: string | null }, now: number): number | null {
  if (!thing.startedAt) return null;
  const end = thing.endedAt ? Date.parse(thing.endedAt) : now;
  return Math.max(0, end - Date.parse(thing.startedAt));
}

/** The mean rate of a step in bytes a second; null when it moved nothing or no time has passed. */
export function meanRate(step: StepProgress, now: number): number | null {
  const duration = durationOf(step, now);
  return duration === null || duration === 0 || step.bytes === 0 ? null : (step.bytes * 1000) / duration;
}

/**
 * How much of a step is done, 0 to 1, by bytes or else by objects; null while the total is not known. Where objects are left
 * as they are or fail, their bytes are never moved: a step that runs for each object goes by objects.
 */
export function shareDone(step: StepProgress): number | null {
  if (step.listing) return null;
  if (step.listing === false && step.totalObjects) return Math.min(1, doneOf(step) / step.totalObjects);
  if (step.totalBytes !== undefined && step.totalBytes > 0) return Math.min(1, step.bytes / step.totalBytes);
  if (step.totalObjects !== undefined && step.totalObjects > 0) return Math.min(1, step.objects / step.totalObjects);
  return null;
}

/** Whether a cancel can still be asked for. */
export function canCancel(run: Run): boolean {
  return !hasEnded(run.state) && run.state !== 'Cancel requested';
}

/** The objects that a step has dealt with, those it left as they are and those that failed included. */
export function doneOf({ objects, skipped = 0, failed = 0 }: StepProgress): number {
  return objects + skipped + failed;
}

/** How many objects of a run failed while the run went on. */
export function failuresOf(run: Run): number {
  return run.steps.reduce((sum, { failed = 0 }) => sum + failed, 0);
}

/** Whether there are receipts of what a run did to objects. A list alone leaves none: it keeps its response. */
export function hasReceipts(run: Run): boolean {
  const last = run.steps.at(-1);
  if (!last || last.hasOutput || (run.steps.length === 1 && !hasEnded(run.state))) return false;
  return last.objects + (last.skipped ?? 0) > 0;
}

/** How the objects went, or go, to their target, as the log says it; each way once. */
export function plansIn(messages: readonly LogMessage[]): string[] {
  return [
    ...new Set(messages.filter(({ code }) => code === 'plan' || code.endsWith('-plan')).map(({ text }) => text)),
  ].slice(0, MOST_PLANS);
}

const MOST_PLANS = 3;
