import { chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The user that PostgreSQL's processes run as, where it is not our own. */
export type RunAs = { uid: number; gid: number };

/** `nobody`, on every Linux: PostgreSQL refuses to run as root. */
const unprivileged: RunAs = { uid: 65534, gid: 65534 };

/**
 * Decides whom PostgreSQL runs as: null for ourselves. Root hands it to the owner of an existing cluster, else
 * to an unprivileged user.
 */
export async function chooseRunAs(cluster: string): Promise<RunAs | null> {
  if (process.geteuid?.() !== 0) return null;
  const owner = await lstat(cluster).catch(() => null);
  return owner === null || owner.uid === 0 ? unprivileged : { uid: owner.uid, gid: owner.gid };
}

/** Gives a folder and all that is in it to the user that PostgreSQL runs as. */
export async function giveTo(runAs: RunAs | null, path: string): Promise<void> {
  if (runAs === null) return;
  const entry = await lstat(path);
  if (entry.isDirectory()) for (const name of await readdir(path)) await giveTo(runAs, join(path, name));
  if (entry.uid !== runAs.uid && !entry.isSymbolicLink()) await chown(path, runAs.uid, runAs.gid);
}

/** The options for `spawn` that make a process run as that user. */
export function spawnAs(runAs: RunAs | null): { uid?: number; gid?: number } {
  return runAs === null ? {} : { uid: runAs.uid, gid: runAs.gid };
}
