import { CopyRefusals } from './plan/copy-refusals.ts';

/**
 * How uploads are vouched for at a storage.
 * `full`: with a checksum that the storage verifies. `when-required`: without, because the storage does not take or not
 * verify one; then the ETag is compared. `unknown`: nothing has been sent there yet, so `full` is tried.
 */
export type ChecksumMode = 'unknown' | 'full' | 'when-required';

/** What was learnt about a storage; kept for as long as the process lives. */
export class StorageTraits {
  checksums: ChecksumMode = 'unknown';
  /** Its ETags are not the MD5 of what is written, as encryption with keys makes them. */
  eTagsAreOpaque = false;
  /** Buckets whose ETags were seen to be the MD5 of what was written there. */
  readonly md5Buckets = new Set<string>();
  /** Only one page after the other leads to the right list: keys come in no order, or ranges of them cannot be asked for. */
  listsInTurn = false;
  readonly copyRefusals = new CopyRefusals();
}
