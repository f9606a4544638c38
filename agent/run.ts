import type { RunAssignment } from '../shared/api/agent-gateway.ts';
import type { Id } from '../shared/project/id.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import type { Payload } from '../shared/runs/payload.ts';
import type { EndState } from '../shared/runs/run.ts';
import type { Connectors } from './executors.ts';
import { figuresLine } from './figures.ts';
import { gzipJson } from './gzip-json.ts';
import type { RunProgress } from './progress.ts';
import { executeStep, keepsItsResponse, type StepParts } from './step.ts';
import { untilAborted } from './until-aborted.ts';

/** Why a run is stopped before its end. A run that is lost or given back has no end to tell: somebody else will. */
export type StopReason = 'cancel' | 'time-out' | 'lost' | 'given-back' | 'over';

/** What an abort of a run's signal carries. */
export class Stop extends ConnectorError {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super({ code: 'canceled', message: 'The run was stopped.', nature: 'canceled' });
    this.reason = reason;
  }
}

export interface RunParts {
  connectors: Connectors;
  agentName: string;
  progress: RunProgress;
  /** Aborted with a {@link Stop}. */
  signal: AbortSignal;
  /** Keeps a step's response with the run, as gzip-compressed JSON. */
  keepOutput(stepId: Id, content: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Executes a run from its first step to its last. Never throws; null when somebody else has the run now. */
export async function executeRun(assignment: RunAssignment, parts: RunParts): Promise<EndState | null> {
  const { progress } = parts;
  const started = performance.now();
  progress.log('info', 'run-started', `"${assignment.operation.name}" starts on the agent "${parts.agentName}".`);
  const over = new AbortController();
  const signal = AbortSignal.any([parts.signal, over.signal]);
  const outcome = await untilAborted(executeSteps(assignment, { ...parts, signal }), parts.signal);
  // A source that nothing has read to its end still holds its connection.
  over.abort(new Stop('over'));
  const milliseconds = performance.now() - started;
  const stop = parts.signal.aborted && parts.signal.reason instanceof Stop ? parts.signal.reason.reason : null;
  if (stop === 'lost' || stop === 'given-back') return null;
  const { objects, bytes } = progress.totals();
  const line = figuresLine(objects, bytes, milliseconds);
  if (outcome.ok) {
    const end = progress.warnings > 0 ? 'Success with warning' : 'Success';
    progress.log('info', 'run-done', `Done: ${line}.`);
    return end;
  }
  if (stop !== null) {
    closeSteps(progress, null);
    if (stop === 'time-out') logTimeOut(progress, assignment.timeOutSeconds);
    progress.log('info', 'run-canceled', `Canceled after ${line}.`);
    return 'Canceled';
  }
  logFailure(progress, outcome.error);
  progress.log('info', 'run-failed', `Ended with an error after ${line}.`);
  return 'Error';
}

/** An error of a step, with the step that it is about: a target that reads from a source may fail by the source. */
class StepFailure extends Error {
  readonly stepId: Id;

  constructor(stepId: Id, cause: unknown) {
    super('a step failed', { cause });
    this.stepId = stepId;
  }
}

async function executeSteps(assignment: RunAssignment, parts: RunParts): Promise<void> {
  const { progress } = parts;
  const failedAt = new WeakMap<object, Id>();
  let payload: Payload = { record: {} };
  for (const [index, step] of assignment.operation.steps.entries()) {
    parts.signal.throwIfAborted();
    progress.stepState(step.id, 'running');
    const stepParts: StepParts = { ...parts, assignment, step, failedAt };
    try {
      const given = await executeStep(stepParts, payload);
      if (index === assignment.operation.steps.length - 1 && keepsItsResponse(stepParts))
        await keepResponse(parts, step.id, given);
      payload = given;
    } catch (error) {
      const isObject = typeof error === 'object' && error !== null;
      throw new StepFailure((isObject ? failedAt.get(error) : undefined) ?? step.id, error);
    }
    // A step whose content is still to be read is not complete before the step that reads it is.
    if (payload.content === undefined || index === assignment.operation.steps.length - 1)
      for (const running of progress.stepsIn('running')) progress.stepState(running, 'complete');
  }
}

async function keepResponse(parts: RunParts, stepId: Id, payload: Payload): Promise<void> {
  await parts.keepOutput(stepId, await gzipJson(payload.record));
  parts.progress.keptOutput(stepId);
}

function logTimeOut(progress: RunProgress, seconds: number): void {
  progress.log('error', 'timed-out', `The operation's time-out of ${seconds} seconds has passed.`, {
    todo: 'Raise the operation time out in the settings of the operation, or let it do less at a time.',
  });
}

function logFailure(progress: RunProgress, thrown: unknown): void {
  const stepId = thrown instanceof StepFailure ? thrown.stepId : undefined;
  const error = thrown instanceof StepFailure ? thrown.cause : thrown;
  closeSteps(progress, stepId ?? null);
  const about = stepId === undefined ? {} : { stepId };
  if (error instanceof ConnectorError) {
    progress.log('error', error.code, error.message, { ...about, todo: error.todo });
    return;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  progress.log('error', 'internal-error', `The step failed in a way that was not foreseen: ${text}`, {
    ...about,
    todo: 'This is a mistake in the product: please report it with this message.',
  });
}

/** The states of the steps of a run that did not succeed. */
function closeSteps(progress: RunProgress, failed: Id | null): void {
  for (const stepId of progress.stepsIn('running'))
    progress.stepState(stepId, stepId === failed ? 'error' : 'incomplete');
  for (const stepId of progress.stepsIn('waiting')) progress.stepState(stepId, 'skipped');
}
