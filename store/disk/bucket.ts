import { join } from 'node:path';
import { s3Error } from '../http/s3-error.ts';
import { BlobStore } from './blob-store.ts';
import { BucketLog, readLog, replaceLog } from './bucket-log.ts';
import { BucketState } from './bucket-state.ts';
import type { BucketEvent } from './records.ts';

const LOG = 'log.jsonl';
/** A log is rewritten at start when more than half of its lines, and more than this many, tell of the past only. */
const STALE_LINES = 1000;

/** An open bucket: what it holds, in memory; its log and its blobs, on disk. */
export class Bucket {
  readonly state: BucketState;
  readonly blobs: BlobStore;
  readonly #log: BucketLog;
  #closed = false;

  private constructor(state: BucketState, blobs: BlobStore, log: BucketLog) {
    this.state = state;
    this.blobs = blobs;
    this.#log = log;
  }

  /** Writes an empty bucket's log into an existing folder. */
  static write(folder: string, name: string, created: Date): void {
    replaceLog(join(folder, LOG), [{ type: 'bucket', version: 1, name, created: created.getTime() }]);
  }

  /** Opens the bucket of a folder by replaying its log. @throws Error when the log can't be read */
  static open(folder: string): Bucket {
    const path = join(folder, LOG);
    const state = new BucketState();
    let extent = readLog(path, (event) => void state.apply(event));
    const live = state.eventCount;
    if (extent.lines - live > Math.max(live, STALE_LINES)) {
      replaceLog(path, state.events());
      extent = readLog(path, () => {});
    }
    const blobs = new BlobStore(join(folder, 'blobs'));
    const named = state.blobIds();
    blobs.sweep((id) => named.has(id)).catch(() => {});
    return new Bucket(state, blobs, new BucketLog(path, extent));
  }

  get name(): string {
    return this.state.name;
  }

  get created(): Date {
    return new Date(this.state.created);
  }

  /**
   * Makes events happen: on disk, in memory, all in one step that nothing can come between, so that a check made
   * just before it still holds.
   * @throws S3Error `NoSuchBucket` when the bucket was deleted meanwhile
   */
  commit(...events: BucketEvent[]): void {
    if (this.#closed) throw s3Error('NoSuchBucket');
    this.#log.append(events);
    for (const event of events) this.blobs.remove(this.state.apply(event));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.blobs.close();
    this.#log.close();
  }
}
