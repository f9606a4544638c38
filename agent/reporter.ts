import { HEARTBEAT_SECONDS, type RunReport } from '../shared/api/agent-gateway.ts';
import { backOffMs, pause } from './back-off.ts';
import { type Gateway, GatewayError } from './gateway.ts';
import type { HeldRun, HeldRuns } from './held-runs.ts';
import type { AgentLog } from './log.ts';
import { Nudge } from './nudge.ts';

/** At most four times a second, but for starts and ends, which go at once or soon. */
const BETWEEN_MS = 250;
const SOON_MS = 25;
/** Between the end of one report and the next. */
const SPACING_MS = 10;
const HEARTBEAT_MS = HEARTBEAT_SECONDS * 1000;
const MOST_BACK_OFF_MS = 2_000;
/** The most messages in one report, over all its runs: keeps it far below the server's limit. */
const MOST_MESSAGES = 1000;

export type AgentState = 'Running' | 'Draining' | 'Stopped';

/**
 * Tells the server how the runs get on: news at most four times a second, a heartbeat every two seconds. One report at
 * a time, so that they arrive in order; what was not acknowledged is told again.
 */
export class Reporter {
  state: AgentState = 'Running';
  private readonly nudge = new Nudge();
  private readonly gateway: Gateway;
  private readonly held: HeldRuns;
  private readonly log: AgentLog;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  /** One at a time: a report takes up where the one before it was acknowledged. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(gateway: Gateway, held: HeldRuns, log: AgentLog) {
    this.gateway = gateway;
    this.held = held;
    this.log = log;
  }

  /** Has the next report go at once. */
  hurry(): void {
    this.nudge.give();
  }

  /** Has a report go that need not go at once: a run that is over in a moment then needs no other. */
  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.nudge.give();
    }, SOON_MS);
  }

  /** Reports until the signal aborts. @throws {GatewayError} `credential` */
  async run(signal: AbortSignal): Promise<void> {
    let last = performance.now();
    while (!signal.aborted) {
      const hurried = await this.nudge.taken(BETWEEN_MS, signal);
      const due = performance.now() - last >= HEARTBEAT_MS;
      // Of several that end at about the same time, those after the first are told of together.
      const wait = hurried ? last + SPACING_MS - performance.now() : 0;
      if (wait > 0) await pause(wait, signal);
      if (signal.aborted || !(hurried || due || this.held.all().some((run) => run.progress.isNews))) continue;
      const isDone = await this.report();
      last = performance.now();
      if (!isDone) await this.waitAfterFailure(signal);
    }
  }

  /** Sends one report of everything; false when the server could not take it. @throws {GatewayError} `credential` */
  report(): Promise<boolean> {
    const next = this.last.then(() => this.send());
    this.last = next.catch(() => false);
    return next;
  }

  private async send(): Promise<boolean> {
    const batch = this.held.all();
    const { reports, acknowledge } = take(batch);
    try {
      const reply = await this.gateway.report({ reports, running: this.held.executing, state: this.state });
      acknowledge();
      for (const run of batch) if (reply.lost.includes(run.runId)) this.held.drop(run.runId, run.fence);
      for (const runId of reply.cancel) this.held.cancel(runId);
      for (const [index, report] of reports.entries()) {
        const run = batch[index];
        if (run && report.end !== undefined) this.held.forget(run);
      }
      this.failures = 0;
      return true;
    } catch (error) {
      if (!(error instanceof GatewayError) || error.failure === 'credential') throw error;
      this.failures += 1;
      if (error.failure === 'refused') this.giveUp(batch, error);
      else if (this.failures === 1)
        this.log.warn({ err: error.message }, 'The server cannot be told of the runs; trying again');
      return false;
    }
  }

  /** A report that is refused for its form would be refused for ever: the runs go back when their leases end. */
  private giveUp(batch: readonly HeldRun[], error: GatewayError): void {
    this.log.error({ code: error.code, err: error.message }, 'The server refuses the report; its runs are given up');
    for (const run of batch) this.held.drop(run.runId, run.fence);
  }

  private async waitAfterFailure(signal: AbortSignal): Promise<void> {
    await new Nudge().taken(backOffMs(this.failures, MOST_BACK_OFF_MS), signal);
  }
}

function take(batch: readonly HeldRun[]): { reports: RunReport[]; acknowledge(): void } {
  let left = MOST_MESSAGES;
  const taken = batch.map(({ runId, fence, progress }) => {
    const { report, acknowledge } = progress.take(left);
    left -= report.messages.length;
    return { report: { runId, fence, ...report }, acknowledge };
  });
  return {
    reports: taken.map(({ report }) => report),
    acknowledge: () => {
      for (const one of taken) one.acknowledge();
    },
  };
}
