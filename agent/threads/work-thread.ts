import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ProxyState } from '../../shared/proxy/proxy-settings.ts';
import { Lane, type LaneListener } from './lane.ts';
import type { FromThread, RunSetUp, ToThread } from './messages.ts';

/** As it stands beside this module: with its types in a checkout, without them in a package. */
const PROGRAM = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);

/** What a thread may hold, in MiB. It needs little: objects in it are small, and what it holds young dies young. */
const LIMITS = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 40 };

interface Opening {
  lane: Lane;
  settle(lane: Lane | null): void;
}

/** A thread beside the main one that works on objects of runs. It does not keep the process from ending. */
export class WorkThread {
  private readonly worker: Worker;
  private readonly lanes = new Map<number, Lane>();
  private readonly opening = new Map<number, Opening>();
  private readonly gone: (reason: string) => void;
  private reason = 'it has ended';
  private proxy: ProxyState | undefined;
  private isOver = false;

  /** @param gone called once it has ended, whyever */
  constructor(gone: (reason: string) => void) {
    this.gone = gone;
    this.worker = new Worker(PROGRAM, { name: 'sluice-objects', resourceLimits: LIMITS });
    this.worker.unref();
    this.worker.on('message', (message: FromThread) => this.told(message));
    this.worker.on('error', (error: unknown) => {
      this.reason = error instanceof Error ? error.message : String(error);
    });
    this.worker.on('exit', () => this.ended());
  }

  /** Whether it works on no run. */
  get isIdle(): boolean {
    return this.lanes.size === 0 && this.opening.size === 0;
  }

  worksOn(run: number): boolean {
    return this.lanes.has(run) || this.opening.has(run);
  }

  /** Has it work on a run; null when it cannot. */
  open(run: number, setUp: RunSetUp, listener: LaneListener): Promise<Lane | null> {
    if (this.isOver) return Promise.resolve(null);
    this.proxy = setUp.proxy;
    return new Promise((settle) => {
      const lane = new Lane(run, (message) => this.post(message), listener);
      this.opening.set(run, { lane, settle });
      this.post({ type: 'open', run, setUp });
    });
  }

  /** Its work on a run is over. */
  close(run: number): void {
    const lane = this.lanes.get(run) ?? this.opening.get(run)?.lane;
    this.lanes.delete(run);
    this.opening.get(run)?.settle(null);
    this.opening.delete(run);
    lane?.close();
  }

  /** Tells it the agent's proxy as it is now. */
  tellProxy(state: ProxyState): void {
    if (this.isOver || isSame(state, this.proxy)) return;
    this.proxy = state;
    this.post({ type: 'proxy', state });
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private post(message: ToThread): void {
    if (!this.isOver) this.worker.postMessage(message);
  }

  private told(message: FromThread): void {
    if (message.type === 'done') {
      this.lanes.get(message.run)?.told(message.batch);
      return;
    }
    const opening = this.opening.get(message.run);
    if (!opening) return;
    this.opening.delete(message.run);
    if (message.type === 'opened') this.lanes.set(message.run, opening.lane);
    else this.reason = message.reason;
    opening.settle(message.type === 'opened' ? opening.lane : null);
  }

  private ended(): void {
    this.isOver = true;
    const lanes = [...this.lanes.values()];
    const opening = [...this.opening.values()];
    this.lanes.clear();
    this.opening.clear();
    this.gone(this.reason);
    for (const { settle } of opening) settle(null);
    for (const lane of lanes) lane.lost(this.reason);
  }
}

function isSame(one: ProxyState, other: ProxyState | undefined): boolean {
  if (one.kind === 'set' && other?.kind === 'set') return one.settings === other.settings;
  return one.kind === other?.kind;
}
