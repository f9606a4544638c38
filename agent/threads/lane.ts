import type { RecordValue } from '../../shared/runs/payload.ts';
import type { ItemOutcome } from '../for-each/item-runner.ts';
import { Slots } from '../for-each/slots.ts';
import type { DoneBatch, ItemRow, OutcomeRow, ToThread } from './messages.ts';
import { errorOf } from './plain-error.ts';

/** What a thread has not done: it takes what only the main thread has, or the thread has ended, and may have done it. */
export interface NotDone {
  notDone: 'elsewhere' | 'lost';
}

export interface LaneListener {
  /** Told of all that a batch holds beside its outcomes, before those. */
  counted(batch: DoneBatch): void;
  /** The thread has ended. Told before its objects are. */
  lost(reason: string): void;
}

type Resolve = (outcome: ItemOutcome | NotDone) => void;

/** The objects of one run on one thread, as the main thread sees them. */
export class Lane {
  private readonly run: number;
  private readonly post: (message: ToThread) => void;
  private readonly listener: LaneListener;
  private readonly flying = new Slots<Resolve>();
  private outgoing: ItemRow[] = [];
  private isLost = false;

  constructor(run: number, post: (message: ToThread) => void, listener: LaneListener) {
    this.run = run;
    this.post = post;
    this.listener = listener;
  }

  /** How many objects are on their way in it. */
  get load(): number {
    return this.flying.size;
  }

  /** Has the thread deal with an object. What comes up in one turn of the main thread goes in one message. */
  deal(record: RecordValue, sequence: number, unsure: boolean): Promise<ItemOutcome | NotDone> {
    if (this.isLost) return Promise.resolve({ notDone: 'elsewhere' });
    if (this.outgoing.length === 0) setImmediate(() => this.send());
    return new Promise((resolve) => {
      this.outgoing.push({ slot: this.flying.put(resolve), sequence, unsure, record });
    });
  }

  stop(): void {
    // What has not been sent is not begun any more.
    const unsent = this.outgoing;
    this.outgoing = [];
    for (const { slot } of unsent) this.flying.take(slot)?.({ notDone: 'elsewhere' });
    if (!this.isLost) this.post({ type: 'stop', run: this.run });
  }

  close(): void {
    if (!this.isLost) this.post({ type: 'close', run: this.run });
    this.isLost = true;
  }

  /** The thread tells what it has done. */
  told(text: string): void {
    const batch: DoneBatch = JSON.parse(text);
    this.listener.counted(batch);
    for (const row of batch.outcomes) this.flying.take(row.slot)?.(outcomeOf(row));
  }

  /** The thread has ended. */
  lost(reason: string): void {
    this.isLost = true;
    this.listener.lost(reason);
    const unsent = this.outgoing;
    this.outgoing = [];
    for (const { slot } of unsent) this.flying.take(slot)?.({ notDone: 'elsewhere' });
    for (const resolve of this.flying.all()) resolve({ notDone: 'lost' });
  }

  private send(): void {
    const items = this.outgoing;
    this.outgoing = [];
    if (items.length > 0) this.post({ type: 'items', run: this.run, items: JSON.stringify(items) });
  }
}

function outcomeOf(row: OutcomeRow): ItemOutcome | NotDone {
  const { wasDone } = row;
  if ('elsewhere' in row) return { notDone: 'elsewhere' };
  if ('receipts' in row) return { wasDone, receipts: row.receipts };
  return { wasDone, stepId: row.stepId, error: errorOf(row.error) };
}
