import type { RunReport } from '../shared/api/agent-gateway.ts';
import type { Id } from '../shared/project/id.ts';
import type { OperationOptions } from '../shared/project/operation-options.ts';
import { LONGEST_REASON, type StepPlan } from '../shared/runs/plan.ts';
import { totalsOf } from '../shared/runs/progress-of-each.ts';
import type { EndState, LogLevel, LogMessage, StepProgress, StepState } from '../shared/runs/run.ts';
import type { ReportedBatch } from '../shared/runs/transfers.ts';

/** The most lines that one attempt may write into its run's log: a run over 100,000 objects must not drown it. */
const MOST_MESSAGES = 10_000;
/** The most batches in one report. */
const MOST_BATCHES = 20;
const LONGEST_TEXT = 4000;
const LONGEST_TODO = 2000;

interface TrackedStep {
  progress: StepProgress;
  /** Goes up with every change; the server has what it acknowledged. */
  version: number;
  acknowledged: number;
}

/** What is known of a run here, and what of that the server does not know yet. Everything that is called often is cheap. */
export class RunProgress {
  private readonly steps: Map<Id, TrackedStep>;
  private unsent: LogMessage[] = [];
  private transfers: ReportedBatch[] = [];
  private sent = 0;
  private leftOut = 0;
  private readonly redact: (text: string) => string;
  private end: EndState | undefined;
  private readonly logsErrorsOnly: boolean;
  warnings = 0;

  /**
   * @param logged the option **What to log** of the operation.
   * @param redact blots out hidden values in what is logged.
   */
  constructor(
    stepIds: readonly Id[],
    logged: OperationOptions['log'] = 'everything',
    redact: (text: string) => string = (text) => text,
  ) {
    this.redact = redact;
    this.logsErrorsOnly = logged === 'errors';
    this.steps = new Map(
      stepIds.map((stepId) => [
        stepId,
        { progress: { stepId, state: 'waiting', bytes: 0, objects: 0 }, version: 0, acknowledged: 0 },
      ]),
    );
  }

  moved(stepId: Id, bytes: number): void {
    const step = this.changed(stepId);
    step.bytes = Math.max(0, step.bytes + Math.trunc(bytes));
  }

  /** Bytes that the storage has copied: they count as moved, as what a run has done and how far it is must show. */
  copied(stepId: Id, bytes: number): void {
    this.moved(stepId, bytes);
    const step = this.changed(stepId);
    step.copiedBytes = Math.max(0, (step.copiedBytes ?? 0) + Math.trunc(bytes));
  }

  /** Which way the content of a step goes, and why. */
  planned(stepId: Id, plan: StepPlan): void {
    this.changed(stepId).plan = { ...plan, reason: shortened(this.redact(plan.reason), LONGEST_REASON) };
    this.log('info', 'plan', plan.reason, { stepId });
  }

  finished(stepId: Id, objects: number): void {
    const step = this.changed(stepId);
    step.objects = Math.max(0, step.objects + Math.trunc(objects));
  }

  expect(stepId: Id, total: { bytes?: number; objects?: number }): void {
    const step = this.changed(stepId);
    if (total.bytes !== undefined) step.totalBytes = Math.max(0, Math.trunc(total.bytes));
    if (total.objects !== undefined) step.totalObjects = Math.max(0, Math.trunc(total.objects));
  }

  /** More of a list is known. @param isLast whether that was the end of it */
  listed(stepId: Id, more: { bytes: number; objects: number }, isLast: boolean): void {
    const step = this.changed(stepId);
    step.totalBytes = (step.totalBytes ?? 0) + Math.max(0, Math.trunc(more.bytes));
    step.totalObjects = (step.totalObjects ?? 0) + more.objects;
    step.listing = !isLast;
  }

  /** Objects that a step was not to touch, or could not deal with. */
  passedOver(stepId: Id, more: { skipped?: number; failed?: number }): void {
    const step = this.changed(stepId);
    if (more.skipped) step.skipped = (step.skipped ?? 0) + more.skipped;
    if (more.failed) step.failed = (step.failed ?? 0) + more.failed;
  }

  stepState(stepId: Id, state: StepState): void {
    const step = this.changed(stepId);
    step.state = state;
    const now = new Date().toISOString();
    if (state === 'running') step.startedAt = now;
    else if (step.startedAt !== undefined) step.endedAt = now;
  }

  /** The steps that are in a state now. */
  stepsIn(state: StepState): Id[] {
    return [...this.steps.values()].flatMap(({ progress }) => (progress.state === state ? [progress.stepId] : []));
  }

  keptOutput(stepId: Id): void {
    this.changed(stepId).hasOutput = true;
  }

  keptDebug(stepId: Id): void {
    this.changed(stepId).hasDebug = true;
  }

  log(level: LogLevel, code: string, text: string, more: { todo?: string; stepId?: Id } = {}): void {
    if (level === 'warning') this.warnings += 1;
    if (this.logsErrorsOnly && level !== 'error') return;
    if (level === 'info' && this.sent + this.unsent.length >= MOST_MESSAGES) {
      this.leftOut += 1;
      return;
    }
    const message: LogMessage = {
      at: new Date().toISOString(),
      level,
      code,
      text: shortened(this.redact(text), LONGEST_TEXT),
    };
    if (more.todo) message.todo = shortened(this.redact(more.todo), LONGEST_TODO);
    if (more.stepId) message.stepId = more.stepId;
    this.unsent.push(message);
  }

  /** Has a small batch of what became of the run's objects told with the next report. Hidden values are out of it already. */
  transferred(batch: ReportedBatch): void {
    this.transfers.push(batch);
  }

  /** The run is over here; nothing changes after it. */
  finish(end: EndState): void {
    if (this.leftOut > 0)
      this.unsent.push({
        at: new Date().toISOString(),
        level: 'info',
        code: 'log-shortened',
        text: `${this.leftOut.toLocaleString('en-US')} more lines were left out of this log.`,
      });
    this.end = end;
  }

  get isFinished(): boolean {
    return this.end !== undefined;
  }

  /** The run's figures: what a list shows. */
  totals(): { bytes: number; objects: number } {
    return totalsOf([...this.steps.values()].map(({ progress }) => progress));
  }

  /** Whether there is something that the server does not know. */
  get isNews(): boolean {
    if (this.end !== undefined || this.unsent.length > 0 || this.transfers.length > 0) return true;
    for (const step of this.steps.values()) if (step.version > step.acknowledged) return true;
    return false;
  }

  /**
   * What the server does not know yet, with at most `mostMessages` messages; the end goes with the last of them.
   * `acknowledge` is called when the server has it. Until then a further call gives the same again, and what came since.
   */
  take(mostMessages: number): { report: Omit<RunReport, 'runId' | 'fence'>; acknowledge(): void } {
    const versions = [...this.steps.values()].filter((step) => step.version > step.acknowledged);
    const taken = versions.map((step) => ({ step, version: step.version }));
    const messages = this.unsent.slice(0, mostMessages);
    const transfers = this.transfers.slice(0, MOST_BATCHES);
    const isAll = messages.length === this.unsent.length && transfers.length === this.transfers.length;
    const report: Omit<RunReport, 'runId' | 'fence'> = {
      steps: versions.map((step) => ({ ...step.progress })),
      messages,
      firstMessage: this.sent,
      ...(transfers.length > 0 ? { transfers } : {}),
      ...(this.end !== undefined && isAll ? { end: this.end } : {}),
    };
    const acknowledge = () => {
      for (const { step, version } of taken) step.acknowledged = version;
      this.unsent = this.unsent.slice(messages.length);
      this.sent += messages.length;
      this.transfers = this.transfers.slice(transfers.length);
    };
    return { report, acknowledge };
  }

  private changed(stepId: Id): StepProgress {
    const step = this.steps.get(stepId);
    if (!step) throw new Error(`the run has no step ${stepId}`);
    step.version += 1;
    return step.progress;
  }
}

/** A text that may still have to be made. */
export function textOf(text: string | (() => string)): string {
  return typeof text === 'string' ? text : text();
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
