import type { RunAssignment } from '../shared/api/agent-gateway.ts';
import type { ResolvedConnection } from '../shared/connector.ts';
import type { Id } from '../shared/project/id.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import type { Payload, UploadBook } from '../shared/runs/payload.ts';
import type { EndState } from '../shared/runs/run.ts';
import { redactor } from '../shared/variables/redact.ts';
import { keepNoted } from './debug/keep.ts';
import { Recorder } from './debug/recorder.ts';
import type { Connectors } from './executors.ts';
import { figuresLine } from './figures.ts';
import { forEachObject } from './for-each/for-each.ts';
import type { Ledger } from './for-each/ledger.ts';
import { gzipJson } from './gzip-json.ts';
import { executeEmail } from './mail/execute.ts';
import { STREAM_BYTES } from './memory/stream-bytes.ts';
import type { MemoryAccount, TransferMemory } from './memory/transfer-memory.ts';
import type { RunProgress } from './progress.ts';
import { continuesOnError, executeStep, keepsItsResponse, type StepParts, stepPassesEach } from './step.ts';
import { FailedAt, StepFailure } from './step-failure.ts';
import type { ItemThreads } from './threads/item-threads.ts';
import { untilAborted } from './until-aborted.ts';
import type { RunSoFar } from './variables.ts';
import { withTexts } from './with-texts.ts';

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
  /** Those that it begins with, and keeps to its end. */
  connectors: Connectors;
  /** Installs those that the agent does not have, and gives all that the run needs. @throws {ConnectorError} */
  install?: (() => Promise<Connectors>) | undefined;
  agentName: string;
  progress: RunProgress;
  /** Aborted with a {@link Stop}. */
  signal: AbortSignal;
  /** What became of the run's objects. */
  ledger: Ledger;
  /** Where a step notes its multipart uploads. Absent: nowhere. */
  uploads?: (stepId: Id) => UploadBook;
  /** Shared by all runs of the agent. Absent: nothing is counted. */
  memory?: TransferMemory | undefined;
  /** For the objects of long lists. Absent: they are dealt with in this thread alone. */
  threads?: ItemThreads | undefined;
  /** The agent's proxy, as connections ask for it. Absent: there is none. */
  proxy?: ResolvedConnection['proxy'];
  /** Keeps a step's response with the run, as gzip-compressed JSON. */
  keepOutput(stepId: Id, content: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Keeps a step's input and output with the run: a StepDebug, as gzip-compressed JSON. */
  keepDebug(stepId: Id, content: Uint8Array<ArrayBuffer>): Promise<void>;
}

type RunStep = StepParts & { progress: RunProgress };

const OVER = new Stop('over');

/** Executes a run from its first step to its last. Never throws; null when somebody else has the run now. */
export async function executeRun(assignment: RunAssignment, parts: RunParts): Promise<EndState | null> {
  const { progress } = parts;
  const started = performance.now();
  const using = connectorsInWords(assignment, parts.connectors);
  const begins = `"${assignment.operation.name}" starts on the agent "${parts.agentName}"`;
  progress.log('info', 'run-started', `${begins}${using === '' ? '' : `, with ${using}`}.`);
  const over = new AbortController();
  const signal = AbortSignal.any([parts.signal, over.signal]);
  const { email } = assignment;
  const account = parts.memory?.account();
  const recorder = assignment.debug ? new Recorder(hiddenValues(assignment), assignment.debugBytes) : undefined;
  const begun = email
    ? executeEmail(assignment, email, { ...parts, signal })
    : executeSteps(assignment, { ...parts, signal }, recorder, account);
  const work = begun
    .finally(() => Promise.all([closeLedger(parts), keepDebug(parts, recorder)]))
    .finally(() => account?.close());
  const outcome = await untilAborted(work, parts.signal);
  // A source that nothing has read to its end still holds its connection.
  over.abort(OVER);
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

async function executeSteps(
  assignment: RunAssignment,
  given: RunParts,
  recorder: Recorder | undefined,
  account: MemoryAccount | undefined,
): Promise<void> {
  const parts = await withConnectors(assignment, given);
  const { progress } = parts;
  const failedAt = new FailedAt();
  const { steps } = assignment.operation;
  const soFar: RunSoFar = {};
  let payload: Payload = { record: {} };
  await account?.take(STREAM_BYTES, parts.signal);
  for (const [index, step] of steps.entries()) {
    parts.signal.throwIfAborted();
    progress.stepState(step.id, 'running');
    const next = steps[index + 1];
    const stepParts: RunStep = { ...parts, assignment, step, next, failedAt, recorder, soFar, memory: account };
    const isLast = index === steps.length - 1;
    if (!isLast && stepPassesEach(stepParts)) {
      const { ledger, threads, memory: agentMemory } = parts;
      const tail = steps.slice(index + 1);
      await forEachObject({ ...stepParts, tail, progress, ledger, threads, agentMemory }, payload);
      completeAll(progress);
      return;
    }
    try {
      const given = await executeStep(stepParts, payload);
      if (isLast && keepsItsResponse(stepParts)) await keepResponse(parts, stepParts, given);
      payload = given;
    } catch (error) {
      const stepId = failedAt.blamed(error, step.id);
      if (!goesOn(stepParts, stepId, error)) throw new StepFailure(stepId, error);
      payload = { record: {} };
    }
    // A step whose content is still to be read is not complete before the step that reads it is.
    if (payload.content === undefined || isLast) completeAll(progress);
  }
}

/** Installs what the agent does not have. */
async function withConnectors(assignment: RunAssignment, parts: RunParts): Promise<RunParts> {
  if (!parts.install) return parts;
  const connectors = await parts.install();
  parts.signal.throwIfAborted();
  const text = `This agent did not have all connectors that are needed. It has now: ${connectorsInWords(assignment, connectors)}.`;
  parts.progress.log('info', 'connectors-installed', text);
  return { ...parts, connectors };
}

/** The connectors that a run uses, with their versions: those that the agent has. */
function connectorsInWords({ connections }: RunAssignment, connectors: Connectors): string {
  const used = new Set(Object.values(connections).map(({ connector }) => connector));
  const names = Array.from(used, (id) => connectors.get(id)?.descriptor);
  return names.flatMap((found) => (found ? [`${found.name} ${found.version}`] : [])).join(' and ');
}

function completeAll(progress: RunProgress): void {
  for (const running of progress.stepsIn('running')) progress.stepState(running, 'complete');
}

/** Whether a step's setting **Continue on error** makes a warning of the error. */
function goesOn(parts: RunStep, stepId: Id, error: unknown): boolean {
  const about = parts.assignment.operation.steps.find(({ id }) => id === stepId);
  if (!(error instanceof ConnectorError) || error.nature === 'canceled' || parts.signal.aborted) return false;
  if (!continuesOnError(parts) && !(about && continuesOnError({ ...parts, step: about }))) return false;
  parts.progress.log('warning', error.code, error.message, { stepId, todo: error.todo });
  parts.progress.stepState(stepId, 'error');
  parts.soFar.lastError = error.message;
  return true;
}

/** What has been done is kept also when the run has failed or was canceled. */
async function closeLedger({ ledger, signal }: RunParts): Promise<void> {
  const stop = signal.aborted && signal.reason instanceof Stop ? signal.reason.reason : null;
  if (stop === 'lost') ledger.drop();
  else await ledger.close();
}

function hiddenValues({ variables }: RunAssignment): string[] {
  return variables.flatMap(({ hidden, value }) => (hidden && value !== undefined ? [value] : []));
}

/** Also of a run that has failed or was canceled: then it is wanted most. */
async function keepDebug(parts: RunParts, recorder: Recorder | undefined): Promise<void> {
  const isLost = parts.signal.reason instanceof Stop && parts.signal.reason.reason === 'lost';
  if (recorder && !isLost) await keepNoted(recorder, parts.progress, parts.keepDebug);
}

async function keepResponse(parts: RunParts, { assignment, step }: RunStep, { record }: Payload): Promise<void> {
  await parts.keepOutput(step.id, await gzipJson(withoutHidden(record, assignment)));
  parts.progress.keptOutput(step.id);
}

/** What people may see of a record. One without hidden values is not copied: it may hold a long list. */
function withoutHidden(record: Payload['record'], assignment: RunAssignment): object {
  if (hiddenValues(assignment).length === 0) return record;
  const redact = redactor(assignment.variables);
  return Object.fromEntries(Object.entries(record).map(([member, value]) => [member, withTexts(value, redact)]));
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
