/** One of an account's access keys. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type StorageName = 'canned' | 'store' | 'tls' | 'ceph';
export const STORAGE_NAMES: readonly StorageName[] = ['canned', 'store', 'tls', 'ceph'];

/**
 * A storage in processes of its own, filled before anything is measured. It is used with two access keys, so that a copy from one
 * to the other has to go through the mover.
 */
export interface BenchStorage {
  readonly name: StorageName;
  /** As the page calls it. */
  readonly title: string;
  readonly url: string;
  readonly source: Keys;
  readonly target: Keys;
  /** A PEM file with what must be trusted to reach it. */
  readonly caFile: string | undefined;
  /** CPU seconds of its processes, user and system. */
  cpu(): number;
  makeBuckets(...names: readonly string[]): Promise<void>;
  /** Makes sure that a bucket holds so many objects of so many bytes; their keys are those of `keyOf`. */
  fill(bucket: string, count: number, bytes: number): Promise<void>;
  /**
   * Takes away what a mover has written, before the next one writes: Ceph keeps all in memory, and a disk has to write less.
   * @throws when it is not there in its whole length, so that nobody is measured who has done nothing
   */
  take(bucket: string, keys: readonly string[], bytes: number): Promise<void>;
  close(): Promise<void>;
}
