import { performance } from 'node:perf_hooks';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { RecordValue } from '../../shared/runs/payload.ts';
import { STREAM_BYTES } from '../memory/stream-bytes.ts';
import { mayThread } from '../step.ts';
import { placesOf } from '../threads/connectors.ts';
import type { ItemThreads } from '../threads/item-threads.ts';
import type { Lane } from '../threads/lane.ts';
import type { ConnectorPlace, DoneBatch, RunSetUp } from '../threads/messages.ts';
import type { ItemFacts, ItemOutcome, ItemParts, ItemRunner } from './item-runner.ts';

export interface SpreadParts extends ItemParts {
  /** Absent: all is done in this thread. */
  threads?: ItemThreads | undefined;
}

export interface SpreadEvents {
  slowedDown(): void;
  /** There is one more thread. */
  joined(): void;
}

/** Every so many objects the clock is looked at. */
const LOOK_AFTER = 32;
/** After so many objects that a thread could not deal with, there are likely to be more of the kind. */
const MOST_ELSEWHERE = 16;

/**
 * Spreads the objects of a run over threads: the main one, and others as soon as the list has proven long and the main thread to be what
 * holds the run up. Each gets the next object when it has the fewest. Large objects stay in the main thread: with them it is the
 * bytes that take the time, and memory, uploads in parts and debug data are kept there.
 */
export class Spread {
  private readonly parts: SpreadParts;
  private readonly local: ItemRunner;
  private readonly events: SpreadEvents;
  private readonly places: readonly ConnectorPlace[] | null;
  private readonly lanes = new Set<Lane>();
  private readonly run: number;
  private here = 0;
  private begun = 0;
  private elsewhere = 0;
  private looked = performance.eventLoopUtilization();
  private lookedAt = performance.now();
  private isAsking = false;
  private isOver = false;

  /** @param local deals with objects in this thread */
  constructor(parts: SpreadParts, local: ItemRunner, events: SpreadEvents) {
    this.parts = parts;
    this.local = local;
    this.events = events;
    this.places = parts.recorder ? null : placesFor(parts);
    this.run = parts.threads?.newRun() ?? 0;
  }

  async deal(record: RecordValue, facts: ItemFacts): Promise<ItemOutcome> {
    this.begun += 1;
    if (this.places && !this.isAsking) this.look();
    const isShared = this.lanes.size > 0 && this.elsewhere < MOST_ELSEWHERE;
    const lane = isShared && isSmall(record) ? this.leastBusy() : undefined;
    if (!lane) return this.dealHere(record, facts);
    const outcome = await lane.deal(record, facts.sequence, facts.unsure);
    if (!('notDone' in outcome)) return outcome;
    if (this.isOver) return { wasDone: false, stepId: this.parts.step.id, error: stopped };
    if (outcome.notDone === 'lost') return this.dealHere(record, { ...facts, unsure: true });
    this.elsewhere += 1;
    return this.dealHere(record, facts);
  }

  /** Stops what is going on. */
  stopAll(): void {
    this.isOver = true;
    this.local.stopAll();
    for (const lane of this.lanes) lane.stop();
  }

  /** The run needs no thread any more. */
  close(): void {
    this.isOver = true;
    this.parts.threads?.close(this.run);
  }

  private async dealHere(record: RecordValue, facts: ItemFacts): Promise<ItemOutcome> {
    this.here += 1;
    try {
      return await this.local.run(record, facts);
    } finally {
      this.here -= 1;
    }
  }

  /** The thread with the fewest objects; undefined when that is this one, which has the others to look after beside its own. */
  private leastBusy(): Lane | undefined {
    const { threads, proxy } = this.parts;
    let least: Lane | undefined;
    for (const lane of this.lanes) if (lane.load <= (least?.load ?? this.here)) least = lane;
    if (least && proxy) threads?.tellProxy(this.run, proxy());
    return least;
  }

  /** Looks now and then whether one more thread would be of use. */
  private look(): void {
    const { threads } = this.parts;
    if (!threads || this.begun < threads.startsAfter || this.begun % LOOK_AFTER > 0) return;
    if (this.lanes.size >= threads.most || this.elsewhere >= MOST_ELSEWHERE || this.isOver) return;
    const now = performance.now();
    if (now - this.lookedAt < threads.lookMs) return;
    const { utilization } = performance.eventLoopUtilization(this.looked);
    this.lookedAt = now;
    this.looked = performance.eventLoopUtilization();
    if (utilization >= threads.busyFrom) void this.ask(threads);
  }

  private async ask(threads: ItemThreads): Promise<void> {
    this.isAsking = true;
    let joined: Lane | undefined;
    const lane = await threads.another(this.run, this.setUp(), {
      counted: (batch) => this.counted(batch),
      lost: (reason) => {
        if (joined) this.lost(joined, reason);
      },
    });
    // Without one, this run asks for none any more.
    if (!lane || this.isOver) return;
    joined = lane;
    this.lanes.add(lane);
    this.isAsking = false;
    this.events.joined();
  }

  private lost(lane: Lane, reason: string): void {
    this.lanes.delete(lane);
    this.isAsking = true;
    if (this.isOver || lane.load === 0) return;
    const objects = lane.load === 1 ? 'The object' : `The ${lane.load} objects`;
    const text = `A thread of the agent has ended (${reason}). ${objects} that it was at are dealt with again, and the rest without it.`;
    this.parts.progress.log('info', 'thread-lost', text, { stepId: this.parts.step.id });
  }

  private counted({ figures, plans, warnings, moreWarnings, slowedDown }: DoneBatch): void {
    const { progress } = this.parts;
    for (const [stepId, moved, copied, finished] of figures) {
      if (moved !== 0) progress.moved(stepId, moved);
      if (copied !== 0) progress.copied(stepId, copied);
      if (finished !== 0) progress.finished(stepId, finished);
    }
    for (const [stepId, plan] of plans) this.local.planned(stepId, plan);
    for (const [stepId, code, text] of warnings) this.local.warned(stepId, code, text);
    progress.warnings += moreWarnings;
    if (slowedDown) this.events.slowedDown();
  }

  private setUp(): RunSetUp {
    const { assignment, step, agentName, proxy } = this.parts;
    const { resume, ...rest } = assignment;
    return {
      assignment: rest,
      earlierUploads: (resume?.uploads ?? []).map(({ bucket, key }) => ({ bucket, key })),
      listStep: step.id,
      agentName,
      connectors: this.places ?? [],
      proxy: proxy?.(),
    };
  }
}

const stopped = new ConnectorError({ code: 'canceled', message: 'The run was stopped.', nature: 'canceled' });

/** Small enough for what its worker holds of the agent's memory. */
function isSmall({ size }: RecordValue): boolean {
  return typeof size === 'number' && size <= STREAM_BYTES;
}

/** Where threads find the connectors of the run; null when only this thread can work on it. */
function placesFor(parts: SpreadParts): ConnectorPlace[] | null {
  const { threads, tail, connectors } = parts;
  if (!threads || threads.most === 0) return null;
  return tail.every((step) => mayThread({ ...parts, step })) ? placesOf(connectors, threads.shipped) : null;
}
