import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentQuestion, RunAssignment } from '../shared/api/agent-gateway.ts';
import { redactor } from '../shared/variables/redact.ts';
import { answerQuestion } from './answer.ts';
import { backOffMs, pause } from './back-off.ts';
import { InstalledConnectors } from './connectors/installed.ts';
import type { Connectors } from './executors.ts';
import { fitsReport } from './for-each/fits-report.ts';
import { Ledger } from './for-each/ledger.ts';
import { redacted } from './for-each/redacted.ts';
import { type Gateway, GatewayError } from './gateway.ts';
import { gzipJson } from './gzip-json.ts';
import { type HeldRun, HeldRuns } from './held-runs.ts';
import type { AgentLog } from './log.ts';
import type { TransferMemory } from './memory/transfer-memory.ts';
import { AgentProxy } from './proxy/agent-proxy.ts';
import { Reporter } from './reporter.ts';
import { executeRun, Stop } from './run.ts';
import type { ItemThreads } from './threads/item-threads.ts';
import { UploadReporter } from './uploads/upload-reporter.ts';
import { VERSION } from './version.ts';

export interface AgentOptions {
  gateway: Gateway;
  /** Those that came with it. */
  connectors: Connectors;
  /** Where it keeps what it downloads. Absent: it downloads nothing. */
  folder?: string;
  slots: number;
  log: AgentLog;
  /** What its runs may hold of bytes on their way. Absent: they are not counted. */
  memory?: TransferMemory;
  /** Absent: all is done in one thread. */
  threads?: ItemThreads;
  /** Absent: only what the server tells of it. */
  proxy?: AgentProxy;
}

const MOST_BACK_OFF_MS = 2_000;
/** Between the runs that were given and asking for more. */
const CLAIM_SPACING_MS = 5;
/** While more wait than are taken, several are asked for together: once this share of the slots is free, or after so long. */
const ENOUGH_FREE = 1 / 4;
const GATHERING_MS = 20;
/** How long an answer about a connector waits for the server to be told of it. */
const TELL_FIRST_MS = 2_000;
/** As long as somebody waits for one. */
const ANSWER_WITHIN_MS = 30_000;
/** Of the time that stopping may take: this share is kept for runs to be given back and the server to hear of it, within bounds. */
const GIVING_BACK = { share: 1 / 4, leastMs: 1_000, mostMs: 5_000 };
/** At least so long the last report waits for its reply. */
const LAST_WORDS_MS = 500;
/** A timer of Node's holds at most 2^31 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

type Work = Awaited<ReturnType<Gateway['claim']>>;

/** An agent: takes runs as it has slots, executes them, answers questions, and tells the server of all of it. */
export class Agent {
  private readonly options: AgentOptions;
  private readonly connectors: InstalledConnectors;
  private readonly held = new HeldRuns();
  private readonly reporter: Reporter;
  private readonly uploads: UploadReporter;
  /** Aborted when no more work is taken. */
  private readonly draining = new AbortController();
  /** Aborted at the very end. */
  private readonly ending = new AbortController();
  private readonly executions = new Set<Promise<void>>();
  /** Ends when the server knows of the connectors. */
  private telling: Promise<void> = Promise.resolve();
  private slotFreed: (() => void) | null = null;
  /** For so many slots a claim is open. */
  private asked = 0;
  /** Whether more runs wait than were taken last, and when that was. */
  private isBacklog = false;
  private takenAt = 0;
  private readonly proxy: AgentProxy;
  private name = hostname();

  constructor(options: AgentOptions) {
    this.options = options;
    this.proxy = options.proxy ?? new AgentProxy();
    const { gateway, connectors: shipped, folder, log } = options;
    this.connectors = new InstalledConnectors({ shipped, gateway, folder, log, onChange: () => this.tellConnectors() });
    this.reporter = new Reporter(options.gateway, this.held, options.log, {
      wanted: () => ({ freeSlots: this.isBacklog ? this.free : 0, proxyVersion: this.proxy.version }),
      given: (reply, freeSlots) => {
        if (freeSlots === 0) return;
        this.take(reply, freeSlots);
        // The open claim is for those that come when nobody waits any more.
        if (!this.isBacklog) this.slotFreed?.();
      },
    });
    this.uploads = new UploadReporter(options.gateway, options.log, this.ending.signal);
  }

  /** Works until it is stopped. @throws {GatewayError} `credential` when the server does not know it. */
  async run(): Promise<void> {
    await this.connectors.open();
    await this.hello();
    this.connectors.repair();
    try {
      await Promise.all([this.takeRuns(), this.listen(), this.reporter.run(this.ending.signal)]);
    } finally {
      this.draining.abort();
      this.ending.abort();
      for (const run of this.held.all()) run.stop('lost');
      await this.options.threads?.end();
    }
  }

  /** Takes no more work, lets the runs finish for `withinMs`, gives back the rest, and ends. */
  async stop(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    const { share, leastMs, mostMs } = GIVING_BACK;
    const drainMs = withinMs - Math.min(mostMs, Math.max(leastMs, withinMs * share));
    this.draining.abort();
    this.reporter.state = 'Draining';
    this.reporter.hurry();
    const finished = Promise.allSettled(this.executions);
    await Promise.race([finished, sleep(Math.max(0, drainMs), undefined, { ref: false })]);
    for (const run of this.held.all()) if (!run.progress.isFinished) run.stop('given-back');
    await Promise.race([
      finished,
      sleep(Math.max(0, deadline - performance.now() - LAST_WORDS_MS), undefined, { ref: false }),
    ]);
    this.reporter.state = 'Stopped';
    this.ending.abort();
    // What could not be told is found by the server itself, when the leases end: a busy one is given the time that is left.
    const left = Math.max(LAST_WORDS_MS, deadline - performance.now());
    await Promise.race([this.reporter.report().catch(() => false), sleep(left, undefined, { ref: false })]);
  }

  private async hello(): Promise<void> {
    const { gateway, slots, folder } = this.options;
    await this.insist(this.draining.signal, async (signal) => {
      const holding = this.held.all().map(({ runId }) => runId);
      const connectors = this.connectors.versions();
      const body = { version: VERSION, slots, hostname: hostname(), connectors, holding };
      this.name = (await gateway.hello({ ...body, updatesConnectors: folder !== undefined }, signal)).name;
    });
  }

  private tellConnectors(): void {
    const { gateway, log } = this.options;
    // One after the other, so that what is told last is what is so.
    this.telling = this.telling
      .then(() =>
        this.insist(this.ending.signal, (signal) => gateway.tellConnectors(this.connectors.versions(), signal)),
      )
      .catch((error: Error) => log.warn({ err: error.message }, 'The connectors could not be told'));
  }

  /**
   * Keeps a claim for runs open as long as there is a free slot. While more wait than are taken, those come with the replies to reports,
   * and a claim is for what these leave free.
   */
  private async takeRuns(): Promise<void> {
    const { signal } = this.draining;
    const enough = Math.ceil(this.options.slots * ENOUGH_FREE);
    while (!signal.aborted) {
      const { free } = this;
      const patience = this.isBacklog && free < enough ? this.takenAt + GATHERING_MS - performance.now() : 0;
      if (free <= 0 || patience > 0) {
        await this.freeSlot(signal, free <= 0 ? undefined : patience);
        continue;
      }
      this.asked = free;
      const work = await this.insist(signal, () => this.options.gateway.claim(free, signal, this.proxy.version));
      this.asked = 0;
      if (work) this.take(work, free);
      // While there is much to do, several are asked for together.
      if (work && work.runs.length > 0) await pause(CLAIM_SPACING_MS, signal);
    }
  }

  /** Slots that nobody has asked for. */
  private get free(): number {
    return this.draining.signal.aborted ? 0 : Math.max(0, this.options.slots - this.held.executing - this.asked);
  }

  private take({ runs, proxy }: Pick<Work, 'runs' | 'proxy'>, asked: number): void {
    this.proxy.take(proxy);
    for (const assignment of runs) this.begin(assignment);
    this.isBacklog = runs.length >= asked;
    this.takenAt = performance.now();
  }

  /** Keeps a claim for questions and cancels open all the time. */
  private async listen(): Promise<void> {
    const { signal } = this.draining;
    while (!signal.aborted) {
      const work = await this.insist(signal, () => this.options.gateway.claim(0, signal, this.proxy.version));
      this.proxy.take(work?.proxy);
      for (const runId of work?.cancel ?? []) this.held.cancel(runId);
      for (const question of work?.questions ?? []) void this.answer(question);
    }
  }

  private begin(assignment: RunAssignment): void {
    const run = this.held.add(assignment);
    const execution = this.execute(assignment, run).finally(() => {
      this.executions.delete(execution);
      this.slotFreed?.();
    });
    this.executions.add(execution);
    this.reporter.begun(run);
  }

  private async execute(assignment: RunAssignment, run: HeldRun): Promise<void> {
    const milliseconds = Math.min(assignment.timeOutSeconds * 1000, LONGEST_TIMER_MS);
    const timer = setTimeout(() => run.stop('time-out'), milliseconds);
    const { progress, signal, runId, fence } = run;
    const redact = redactor(assignment.variables);
    const uploads = this.uploads.open(assignment, run);
    const needed = new Set(Object.values(assignment.connections).map(({ connector }) => connector));
    const connectors = this.connectors.at(needed);
    const end = await executeRun(assignment, {
      connectors: connectors ?? new Map(),
      install: connectors ? undefined : () => this.connectors.needed(needed),
      agentName: this.name,
      memory: this.options.memory,
      threads: this.options.threads,
      proxy: this.proxy.now,
      progress,
      signal,
      ledger: new Ledger(async (number, batch) => {
        const told = redacted(batch, redact);
        if (fitsReport(told)) return progress.transferred({ number, receipts: told.receipts, failures: told.failures });
        const content = await gzipJson(told);
        await this.keep(run, (signal) => this.options.gateway.keepTransfers({ runId, number, fence, content }, signal));
      }, assignment.resume?.nextBatch ?? 0),
      uploads: (stepId) => uploads.ofStep(stepId),
      keepOutput: (stepId, content) => this.keepOutput({ runId, stepId, fence, content }, run),
      keepDebug: (stepId, content) =>
        this.keep(run, (signal) => this.options.gateway.keepDebug({ runId, stepId, fence, content }, signal)),
    });
    await this.uploads.close(uploads);
    clearTimeout(timer);
    // One that is given back is still held: what became of its objects goes with the last report.
    if (end !== null) progress.finish(end);
    else if (signal.reason instanceof Stop && signal.reason.reason === 'lost') this.held.forget(run);
    this.reporter.hurry();
  }

  /** What has become of objects is told also after a cancel; only a run that is lost has nothing to tell any more. */
  private async keep(run: HeldRun, call: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await this.insist(this.ending.signal, call);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'lease-lost') run.stop('lost');
      throw error;
    }
  }

  /** A server that is away for a while must not make a run fail that is as good as done. */
  private async keepOutput(output: Parameters<Gateway['keepOutput']>[0], run: HeldRun): Promise<void> {
    try {
      await this.insist(run.signal, (signal) => this.options.gateway.keepOutput(output, signal));
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'lease-lost') run.stop('lost');
      throw error;
    }
    run.signal.throwIfAborted();
  }

  private async answer(question: AgentQuestion): Promise<void> {
    const body = await answerQuestion(this.connectors, question, this.name, this.proxy.now);
    // Whoever asked for an update may look at the list of agents next.
    if (question.kind === 'connector')
      await Promise.race([this.telling, sleep(TELL_FIRST_MS, undefined, { ref: false })]);
    // Whoever asked may have given up meanwhile: then there is nothing to do about it.
    const inTime = AbortSignal.any([this.ending.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    await this.insist(inTime, () => this.options.gateway.answer(question.requestId, body)).catch((error: Error) => {
      this.options.log.warn({ err: error.message, requestId: question.requestId }, 'An answer could not be given');
    });
  }

  /** Waits until a slot is freed; with `withinMs`, so long at most. */
  private freeSlot(signal: AbortSignal, withinMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.slotFreed = null;
        resolve();
      };
      const timer = withinMs === undefined ? undefined : setTimeout(done, withinMs);
      signal.addEventListener('abort', done);
      this.slotFreed = done;
    });
  }

  /** Tries again with back-off as long as the server is away; undefined when the signal aborts first. */
  private async insist<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        if (!(error instanceof GatewayError) || error.failure !== 'unavailable') throw error;
        if (attempt === 1)
          this.options.log.warn({ err: error.message }, 'The server cannot be worked with now; trying again');
        await pause(backOffMs(attempt, MOST_BACK_OFF_MS), signal);
      }
    }
  }
}
