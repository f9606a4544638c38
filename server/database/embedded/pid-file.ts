import { randomBytes } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What `postmaster.pid` says; its lines are described in PostgreSQL's `miscadmin.h` (LOCK_FILE_LINE_*). */
export type PidFile = { pid: number; port: number; text: string };

/** Reads the cluster's `postmaster.pid`; null where there is none, or it is still being written. */
export async function readPidFile(data: string): Promise<PidFile | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  // A negative pid is that of a standalone backend.
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3] ?? '');
  return Number.isInteger(pid) && pid > 0 ? { pid, port, text } : null;
}

/**
 * Takes a stale `postmaster.pid` away, whose pid now belongs to some other program. Should another process have
 * started PostgreSQL meanwhile, its file is put back.
 */
export async function removeStalePidFile(data: string, stale: PidFile): Promise<void> {
  const path = join(data, 'postmaster.pid');
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => null);
  if (taken !== null && taken !== stale.text) await rename(aside, path);
  else await rm(aside, { force: true });
}
