import type { Way } from '../parts/usage.ts';
import type { BenchStorage } from '../storages/storage.ts';

/** An object to be taken from one account to another. */
export interface TransferJob {
  readonly storage: BenchStorage;
  readonly from: string;
  readonly fromKey: string;
  readonly to: string;
  readonly toKey: string;
  readonly bytes: number;
}

/** All objects of a bucket to be taken to another one, so many at a time. */
export interface ManyJob {
  readonly storage: BenchStorage;
  readonly from: string;
  readonly to: string;
  readonly atATime: number;
}

/** What is compared with; the ways it has of doing things, best settings first. None where it cannot. */
export interface Competitor {
  transfer(job: TransferJob): readonly Way[];
  list(storage: BenchStorage, bucket: string): readonly Way[];
  many(job: ManyJob): readonly Way[];
  /** Several objects of some size at once. */
  several(job: ManyJob): readonly Way[];
}
