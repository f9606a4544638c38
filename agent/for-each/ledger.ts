import type { Cursor, ObjectFailure, Receipt, TransferBatch } from '../../shared/runs/transfers.ts';
import { MOST_IN_BATCH } from '../../shared/runs/transfers.ts';

/** So many that are not yet on the server hold the work up. */
const MOST_PENDING = 4 * MOST_IN_BATCH;
const ENOUGH = 1000;
const EVERY_MS = 500;

/** Sends a batch to the server; resolves once it is stored there. Never rejects but by the run's end. */
export type Keep = (number: number, batch: TransferBatch) => Promise<void>;

/**
 * What has become of a run's objects, on its way to the server: collected into batches, which are sent one after another.
 * Each carries how far the run had come when it was made, so that receipts and cursor are always of one moment.
 */
export class Ledger {
  private receipts: Receipt[] = [];
  private failures: ObjectFailure[] = [];
  private number: number;
  private sending: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failure: { error: unknown } | undefined;
  private readonly keep: Keep;
  /** Gives how far the run has come; undefined for a run that has no cursor. */
  cursor: () => Cursor | undefined = () => undefined;

  constructor(keep: Keep, firstNumber: number) {
    this.keep = keep;
    this.number = firstNumber;
  }

  receipt(receipt: Receipt): void {
    this.receipts.push(receipt);
    this.wake();
  }

  failed(failure: ObjectFailure): void {
    this.failures.push(failure);
    this.wake();
  }

  /** Waits while too much is not yet on the server. @throws what keeping throws */
  async room(): Promise<void> {
    while (this.pending >= MOST_PENDING && !this.failure) await (this.sending ?? this.send());
    if (this.failure) throw this.failure.error;
  }

  /** Sends all that is left. @throws what keeping throws */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while ((this.sending || this.pending > 0) && !this.failure) await this.send();
    if (this.failure) throw this.failure.error;
  }

  /** Gives up what is not sent: somebody else has the run. */
  drop(): void {
    clearTimeout(this.timer);
    this.receipts = [];
    this.failures = [];
  }

  private get pending(): number {
    return this.receipts.length + this.failures.length;
  }

  private wake(): void {
    if (this.pending >= ENOUGH && !this.sending) void this.send();
    else this.timer ??= setTimeout(() => void this.send(), EVERY_MS);
  }

  private send(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Not at once: whoever tells of an object counts it as done right after that, and a batch is not to come between the two.
    this.sending ??= Promise.resolve()
      .then(() => this.sendOne())
      .finally(() => {
        this.sending = undefined;
        if (this.pending > 0 && !this.failure) this.wake();
      });
    return this.sending;
  }

  private async sendOne(): Promise<void> {
    if (this.pending === 0 || this.failure) return;
    const receipts = this.receipts.slice(0, MOST_IN_BATCH);
    const failures = this.failures.slice(0, MOST_IN_BATCH);
    const isAll = receipts.length === this.receipts.length && failures.length === this.failures.length;
    // A cursor may be told only with the receipts of everything that it counts as done.
    const cursor = isAll ? this.cursor() : undefined;
    this.receipts = this.receipts.slice(receipts.length);
    this.failures = this.failures.slice(failures.length);
    const number = this.number;
    this.number += 1;
    try {
      await this.keep(number, { receipts, failures, ...(cursor ? { cursor } : {}) });
    } catch (error) {
      this.failure = { error };
    }
  }
}
