import { flushCompileCache } from 'node:module';
import type { Connectors } from '../executors.ts';
import type { AgentLog } from '../log.ts';
import type { TransferMemory } from '../memory/transfer-memory.ts';
import type { Lane, LaneListener } from './lane.ts';
import type { RunSetUp } from './messages.ts';
import { WorkThread } from './work-thread.ts';

export interface ItemThreadsOptions {
  /** How many there are at most, beside the main one. */
  most: number;
  /** The connectors that came with the agent: threads have them by themselves. */
  shipped: Connectors;
  log: AgentLog;
  /** What a thread takes is taken of it. Absent: nothing is counted. */
  memory?: TransferMemory | undefined;
  /** Of a run, so many objects are begun before it has a thread started. */
  startsAfter?: number;
  /** From which share of its time the main thread is busy enough for another one to be of use. */
  busyFrom?: number;
  /** So long is looked how busy it is, in milliseconds. */
  lookMs?: number;
  /** After so long without a run a thread ends. */
  idleMs?: number;
}

/** Starting one takes as long as some hundred objects do. */
const STARTS_AFTER = 1000;
/** Where there is one already, it takes part in shorter runs as well. */
const JOINS_AFTER = 100;
const BUSY_FROM = 0.8;
const LOOK_MS = 150;
const IDLE_MS = 60_000;
/** What a thread takes of the agent's memory. */
const THREAD_BYTES = 32 * 1024 ** 2;

interface Kept {
  thread: WorkThread;
  giveBack(): void;
  timer?: NodeJS.Timeout | undefined;
}

/** The threads of an agent that work on objects of its runs. They are started when they are needed, and end when they are not. */
export class ItemThreads {
  readonly most: number;
  readonly shipped: Connectors;
  readonly busyFrom: number;
  readonly lookMs: number;
  private readonly options: ItemThreadsOptions;
  private readonly kept = new Set<Kept>();
  private runs = 0;
  private hasStarted = false;

  constructor(options: ItemThreadsOptions) {
    this.options = options;
    this.most = options.most;
    this.shipped = options.shipped;
    this.busyFrom = options.busyFrom ?? BUSY_FROM;
    this.lookMs = options.lookMs ?? LOOK_MS;
  }

  /** After how many objects a run may want one. */
  get startsAfter(): number {
    const { startsAfter = STARTS_AFTER } = this.options;
    return this.kept.size > 0 ? Math.min(startsAfter, JOINS_AFTER) : startsAfter;
  }

  /** How many there are just now. */
  get size(): number {
    return this.kept.size;
  }

  /** A number by which threads know a run. */
  newRun(): number {
    this.runs += 1;
    return this.runs;
  }

  /** Has a thread that does not work on the run yet do so; null when there is none, and none can be had. */
  async another(run: number, setUp: RunSetUp, listener: LaneListener): Promise<Lane | null> {
    const free = [...this.kept].find(({ thread }) => !thread.worksOn(run)) ?? this.start();
    if (!free) return null;
    clearTimeout(free.timer);
    const lane = await free.thread.open(run, setUp, listener);
    if (!lane) this.rest(free);
    return lane;
  }

  /** Tells the threads that work on a run the agent's proxy as it is now. */
  tellProxy(run: number, state: NonNullable<RunSetUp['proxy']>): void {
    for (const { thread } of this.kept) if (thread.worksOn(run)) thread.tellProxy(state);
  }

  /** A run is over. */
  close(run: number): void {
    for (const one of this.kept) {
      if (!one.thread.worksOn(run)) continue;
      one.thread.close(run);
      this.rest(one);
    }
  }

  /** Ends all of them, whatever they do. */
  async end(): Promise<void> {
    const all = [...this.kept];
    this.kept.clear();
    for (const { giveBack, timer } of all) {
      clearTimeout(timer);
      giveBack();
    }
    await Promise.all(all.map(({ thread }) => thread.end()));
  }

  private start(): Kept | null {
    const { memory, log } = this.options;
    if (this.kept.size >= this.most) return null;
    const giveBack = memory ? memory.reserve(THREAD_BYTES) : () => undefined;
    if (!giveBack) return null;
    // What is compiled here need not be compiled there.
    if (!this.hasStarted) flushCompileCache();
    this.hasStarted = true;
    try {
      const thread = new WorkThread((reason) => {
        if (!this.kept.delete(one)) return;
        clearTimeout(one.timer);
        giveBack();
        log.warn({ reason }, 'A thread for objects has ended; what it was at is done again');
      });
      const one: Kept = { thread, giveBack };
      this.kept.add(one);
      return one;
    } catch (error) {
      // The system may have none to give.
      giveBack();
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason }, 'No thread for objects can be started; they are dealt with without');
      return null;
    }
  }

  private rest(one: Kept): void {
    clearTimeout(one.timer);
    if (one.thread.isIdle) one.timer = setTimeout(() => this.endIdle(one), this.options.idleMs ?? IDLE_MS).unref();
  }

  private endIdle(one: Kept): void {
    if (!one.thread.isIdle || !this.kept.delete(one)) return;
    one.giveBack();
    void one.thread.end();
  }
}
