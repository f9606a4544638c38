import type { RunState, StepState } from '../../shared/runs/run.ts';

/** The colour a state is drawn in; its words always stand beside it. */
export type Tone = 'neutral' | 'running' | 'success' | 'warning' | 'error';

export const RUN_TONES: Readonly<Record<RunState, Tone>> = {
  Submitted: 'neutral',
  Received: 'neutral',
  Running: 'running',
  'Cancel requested': 'neutral',
  Success: 'success',
  'Success with info': 'success',
  'Success with warning': 'success',
  'Success with child error': 'success',
  Error: 'error',
  Canceled: 'neutral',
};

export const STEP_TONES: Readonly<Record<StepState, Tone>> = {
  waiting: 'neutral',
  running: 'running',
  complete: 'success',
  error: 'error',
  incomplete: 'warning',
  skipped: 'neutral',
};

/** Step states as they are written. */
export const STEP_WORDS: Readonly<Record<StepState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  complete: 'Complete',
  error: 'Error',
  incomplete: 'Incomplete',
  skipped: 'Skipped',
};
