import type { RunAssignment } from '../shared/api/agent-gateway.ts';
import type { Id } from '../shared/project/id.ts';
import { optionsOf } from '../shared/project/operation.ts';
import { redactor } from '../shared/variables/redact.ts';
import { RunProgress } from './progress.ts';
import { Stop, type StopReason } from './run.ts';

/** A run that this agent holds: from when it took it until the server has acknowledged its end, or says it is lost. */
export interface HeldRun {
  readonly runId: Id;
  readonly fence: number;
  readonly progress: RunProgress;
  readonly signal: AbortSignal;
  stop(reason: StopReason): void;
}

/** The runs of this agent. */
export class HeldRuns {
  private readonly runs = new Map<Id, HeldRun>();

  /** Takes a run in. One of the same id that was lost and came back is stopped first: this is another attempt. */
  add(assignment: RunAssignment): HeldRun {
    this.drop(assignment.runId);
    const controller = new AbortController();
    const run: HeldRun = {
      runId: assignment.runId,
      fence: assignment.fence,
      progress: new RunProgress(
        assignment.operation.steps.map((step) => step.id),
        optionsOf(assignment.operation).log,
        redactor(assignment.variables),
      ),
      signal: controller.signal,
      stop: (reason) => controller.abort(new Stop(reason)),
    };
    this.runs.set(run.runId, run);
    return run;
  }

  /** Stops a run that is somebody else's now. With `fence`, only that attempt of it. */
  drop(runId: Id, fence?: number): void {
    const run = this.runs.get(runId);
    if (!run || (fence !== undefined && run.fence !== fence)) return;
    this.runs.delete(runId);
    run.stop('lost');
  }

  /** The server has its end. */
  forget(run: HeldRun): void {
    if (this.runs.get(run.runId) === run) this.runs.delete(run.runId);
  }

  cancel(runId: Id): void {
    this.runs.get(runId)?.stop('cancel');
  }

  all(): HeldRun[] {
    return [...this.runs.values()];
  }

  /** How many are executed right now. */
  get executing(): number {
    return this.all().filter((run) => !run.progress.isFinished).length;
  }
}
