import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { codeOf } from '../log.ts';

/** Whether a process of this id exists (perhaps another user's, perhaps a zombie). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Whether a living process of this id is a PostgreSQL server. Process ids are used again, above all in
 * containers, and a zombie keeps its id: PostgreSQL itself would take either for its former self and refuse to start.
 */
export function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  return commandLine(pid)?.includes('postgres') ?? true;
}

/** A process's command line: empty for a zombie, null where it can't be told. */
function commandLine(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}
