import type { Id } from '../../shared/project/id.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';

const MOST = 200;

/**
 * The snapshots that were read last: what a deployment froze never changes, so that a process reads it once, however often it is run.
 * Nobody may change them. They are small: an operation and what it depends on.
 */
const known = new Map<string, Snapshot>();

/** The snapshot, read when it is not known. */
export async function knownSnapshot(
  deploymentId: Id,
  operationId: Id,
  read: () => Promise<Snapshot | null>,
): Promise<Snapshot | null> {
  const key = `${deploymentId} ${operationId}`;
  const before = known.get(key);
  const snapshot = before ?? (await read());
  if (!snapshot) return null;
  known.delete(key);
  known.set(key, snapshot);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return snapshot;
}
