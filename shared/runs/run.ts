import { z } from 'zod';
import { Id } from '../project/id.ts';
import { StepPlan } from './plan.ts';

/** The states of a run, in the words of the page on operations. */
export const RunState = z.enum([
  'Submitted',
  'Received',
  'Running',
  'Cancel requested',
  'Success',
  'Success with info',
  'Success with warning',
  'Success with child error',
  'Error',
  'Canceled',
]);
export type RunState = z.infer<typeof RunState>;

/** States in which a run has ended; it never leaves them. */
export const EndState = RunState.extract([
  'Success',
  'Success with info',
  'Success with warning',
  'Success with child error',
  'Error',
  'Canceled',
]);
export type EndState = z.infer<typeof EndState>;

export function hasEnded(state: RunState): state is EndState {
  return EndState.safeParse(state).success;
}

export const StepState = z.enum(['waiting', 'running', 'complete', 'error', 'incomplete', 'skipped']);
export type StepState = z.infer<typeof StepState>;

const count = z.number().int().min(0);

/** The live figures of one step. Rates are derived by whoever shows them, from two of these. */
export const StepProgress = z.strictObject({
  stepId: Id,
  state: StepState,
  /** Of the objects that were moved, whichever way they went. */
  bytes: count,
  /** So many of the bytes were copied at the storage, without passing through the agent. */
  copiedBytes: count.optional(),
  objects: count,
  /** Known totals; absent while unknown. */
  totalBytes: count.optional(),
  totalObjects: count.optional(),
  /** Whether the totals may still grow, as the list they come from is still being read. */
  listing: z.boolean().optional(),
  /** Of a step that runs once for each object: objects that were left as they are, and those that failed. */
  skipped: count.optional(),
  failed: count.optional(),
  /** The way the content goes, and why; the latest one of a step that changes its plan. */
  plan: StepPlan.optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** Whether the agent kept this step's response with the run (a List that ends the operation). */
  hasOutput: z.boolean().optional(),
  /** Whether debug mode kept this step's input and output; for a while only. */
  hasDebug: z.boolean().optional(),
});
export type StepProgress = z.infer<typeof StepProgress>;

export const LogLevel = z.enum(['info', 'warning', 'error']);
export type LogLevel = z.infer<typeof LogLevel>;

/** One line of a run's log. */
export const LogMessage = z.strictObject({
  at: z.iso.datetime(),
  level: LogLevel,
  code: z.string().max(64),
  text: z.string().max(4000),
  /** What to do about it; for errors and warnings. */
  todo: z.string().max(2000).optional(),
  stepId: Id.optional(),
});
export type LogMessage = z.infer<typeof LogMessage>;

/** A run as lists and the canvas show it. */
export const Run = z.strictObject({
  id: Id,
  projectId: Id,
  operationId: Id,
  operationName: z.string(),
  /** The run that caused this one through an action; null for one that was started by itself. */
  parentRunId: Id.nullable(),
  /** An action started it too, but the run whose action it was is no longer kept. */
  isOrphan: z.boolean().optional(),
  /** The planned time of a run that a schedule started; absent otherwise. */
  scheduledFor: z.iso.datetime().optional(),
  deploymentId: Id,
  state: RunState,
  agentName: z.string().nullable(),
  /** How often an agent has taken the run; more than 1 after an agent was lost. */
  attempt: count,
  submittedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  steps: z.array(StepProgress),
  /** Sums over the step that moved most: what a list shows as objects and bytes. */
  bytes: count,
  objects: count,
  messageCount: count,
  /** The last error or warning, for a list's line. */
  lastMessage: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;

/** Whether somebody asked for the run, rather than a schedule or the action of another run. */
export function isManual({
  parentRunId,
  isOrphan,
  scheduledFor,
}: Pick<Run, 'parentRunId' | 'isOrphan' | 'scheduledFor'>): boolean {
  return parentRunId === null && isOrphan !== true && scheduledFor === undefined;
}
