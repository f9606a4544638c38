import type { Run, StepProgress } from './run.ts';

/** How far a run over many objects has come. */
export interface EachProgress {
  /** Objects that are dealt with: passed on, left as they are, or failed. */
  done: number;
  /** Objects that the list has given so far. */
  listed: number;
  /** Whether the list is still being read, so that there may be more. */
  listing: boolean;
  skipped: number;
  failed: number;
}

/** The step whose figures tell how far a run over many objects is: its last one. Undefined for a run of any other kind. */
export function stepOfEach(steps: readonly StepProgress[]): StepProgress | undefined {
  return steps.find((step) => step.listing !== undefined);
}

/** How far a run over many objects has come; null for a run of any other kind, and before the first page of its list. */
export function progressOfEach(run: Pick<Run, 'steps'>): EachProgress | null {
  const step = stepOfEach(run.steps);
  if (!step) return null;
  const { objects, totalObjects = 0, skipped = 0, failed = 0, listing = false } = step;
  return { done: objects + skipped + failed, listed: totalObjects, listing, skipped, failed };
}

/**
 * A run's bytes and objects as a line of a list shows them: of a run over many objects, what arrived; else those of the step
 * that moved most, since each step passes them on.
 */
export function totalsOf(steps: readonly StepProgress[]): { bytes: number; objects: number } {
  const last = stepOfEach(steps);
  if (last) return { bytes: last.bytes, objects: last.objects };
  return {
    bytes: Math.max(0, ...steps.map((step) => step.bytes)),
    objects: Math.max(0, ...steps.map((step) => step.objects)),
  };
}
