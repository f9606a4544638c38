import { HEARTBEAT_SECONDS, type RunReport } from '../shared/api/agent-gateway.ts';
import { backOffMs, pause } from './back-off.ts';
import { type Gateway, GatewayError } from './gateway.ts';
import type { HeldRun, HeldRuns } from './held-runs.ts';
import type { AgentLog } from './log.ts';
import { Nudge } from './nudge.ts';

/** Of one run at most four times a second, but for its end, which goes at once. */
const BETWEEN_MS = 250;
/** What a run has done is first told after so long: one that is over by then needs no other report than that of its end. */
const FIRST_MS = 100;
/** Between the end of one report and the next. */
const SPACING_MS = 10;
const HEARTBEAT_MS = HEARTBEAT_SECONDS * 1000;
const MOST_BACK_OFF_MS = 2_000;
/**
 * How long a report waits for its reply, by how many before it have failed: a server that is frozen takes connections and never answers,
 * and another one must hear of the runs well within their lease. A server that is merely slow is given longer each time.
 */
const PATIENCE_MS = [2_500, 2_500, 5_000, 10_000];
/** The most messages in one report, over all its runs: keeps it far below the server's limit. */
const MOST_MESSAGES = 1000;

export type AgentState = 'Running' | 'Draining' | 'Stopped';

/** The runs that come with the replies to reports. */
export interface Supply {
  /** How many are wanted now, and which version of its proxy the agent knows. */
  wanted(): { freeSlots: number; proxyVersion: number };
  /** Takes those in that came. */
  given(reply: Pick<ReportReply, 'runs' | 'proxy'>, freeSlots: number): void;
}

type ReportReply = Awaited<ReturnType<Gateway['report']>>;

/**
 * Tells the server how the runs get on: news of each at most four times a second, a heartbeat every two seconds. A report that goes
 * because runs have ended leaves out those of which it is not time yet. One report at a time, so that they arrive in order; what
 * was not acknowledged is told again.
 */
export class Reporter {
  state: AgentState = 'Running';
  private told: AgentState = 'Running';
  private readonly nudge = new Nudge();
  private readonly gateway: Gateway;
  private readonly held: HeldRuns;
  private readonly log: AgentLog;
  private readonly supply: Supply;
  private failures = 0;
  /** From when on what is new of a run may be told; absent: now. */
  private readonly next = new WeakMap<HeldRun, number>();
  /** One at a time: a report takes up where the one before it was acknowledged. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(gateway: Gateway, held: HeldRuns, log: AgentLog, supply: Supply) {
    this.supply = supply;
    this.gateway = gateway;
    this.held = held;
    this.log = log;
  }

  /** Has the next report go at once. */
  hurry(): void {
    this.nudge.give();
  }

  /** Has a report go of a run that has just begun, unless it is over in a moment. */
  begun(run: HeldRun): void {
    this.next.set(run, Number.POSITIVE_INFINITY);
    setTimeout(() => {
      if (this.next.get(run) === Number.POSITIVE_INFINITY) this.next.delete(run);
      if (!run.progress.isFinished) this.nudge.give();
    }, FIRST_MS).unref();
  }

  /** Reports until the signal aborts. @throws {GatewayError} `credential` */
  async run(signal: AbortSignal): Promise<void> {
    let last = performance.now();
    let lastOfAll = last;
    while (!signal.aborted) {
      const hurried = await this.nudge.taken(BETWEEN_MS, signal);
      // Of several that end at about the same time, those after the first are told of together.
      const wait = hurried ? last + SPACING_MS - performance.now() : 0;
      if (wait > 0) await pause(wait, signal);
      if (signal.aborted) break;
      const now = performance.now();
      const isHeartbeat = now - lastOfAll >= HEARTBEAT_MS;
      const all = this.held.all();
      const batch = hurried && !isHeartbeat ? all.filter((run) => this.isDue(run, now)) : all;
      const isNews = batch.some((run) => run.progress.isNews) || this.state !== this.told;
      if (!isHeartbeat && !isNews) continue;
      const isDone = await this.report(batch);
      last = performance.now();
      if (batch === all) lastOfAll = last;
      if (!isDone) await this.waitAfterFailure(signal);
    }
  }

  private isDue(run: HeldRun, now: number): boolean {
    const { isFinished, isNews } = run.progress;
    return isFinished || (isNews && now >= (this.next.get(run) ?? 0));
  }

  /** Sends one report, of all that are held unless some are given; false when the server could not take it. @throws {GatewayError} `credential` */
  report(batch?: readonly HeldRun[]): Promise<boolean> {
    const next = this.last.then(() => this.send(batch ?? this.held.all()));
    this.last = next.catch(() => false);
    return next;
  }

  private async send(batch: readonly HeldRun[]): Promise<boolean> {
    const { reports, acknowledge } = take(batch);
    const { state } = this;
    const next = performance.now() + BETWEEN_MS;
    try {
      const patience = PATIENCE_MS[Math.min(this.failures, PATIENCE_MS.length - 1)];
      const wanted = this.supply.wanted();
      const body = { reports, running: this.held.executing, state, ...wanted };
      const reply = await this.gateway.report(body, patience);
      acknowledge();
      this.told = state;
      for (const run of batch) this.next.set(run, next);
      for (const run of batch) if (reply.lost.includes(run.runId)) this.held.drop(run.runId, run.fence);
      for (const runId of reply.cancel) this.held.cancel(runId);
      for (const [index, report] of reports.entries()) {
        const run = batch[index];
        if (run && report.end !== undefined) this.held.forget(run);
      }
      this.supply.given(reply, wanted.freeSlots);
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
