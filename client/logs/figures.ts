import { hasEnded, type Run, type StepProgress } from '../../shared/runs/run.ts';

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

/** How much of a step is done, 0 to 1, by bytes or else by objects; null while the total is not known. */
export function shareDone(step: StepProgress): number | null {
  if (step.totalBytes !== undefined && step.totalBytes > 0) return Math.min(1, step.bytes / step.totalBytes);
  if (step.totalObjects !== undefined && step.totalObjects > 0) return Math.min(1, step.objects / step.totalObjects);
  return null;
}

/** Whether a cancel can still be asked for. */
export function canCancel(run: Run): boolean {
  return !hasEnded(run.state) && run.state !== 'Cancel requested';
}
