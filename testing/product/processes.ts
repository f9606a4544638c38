import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process is there and not a zombie. */
export function isRunning(pid: number): boolean {
  const state = stateOf(pid);
  return state !== null && state !== 'Z';
}

/** The direct children of a process. */
export function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [child, parent, state] = line.trim().split(/\s+/);
    return Number(parent) === pid && state?.[0] !== 'Z' ? [Number(child)] : [];
  });
}

/** The process id of a data folder's embedded PostgreSQL; null when none runs. */
export function postgresOf(dataDir: string): number | null {
  try {
    const folder = join(dataDir, 'postgres');
    const data = readdirSync(folder).find((name) => /^data-\d+$/.test(name)) ?? '';
    const pid = Number(readFileSync(join(folder, data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 && isRunning(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** Kills a process with SIGKILL, if it is there, and waits until it is gone. */
export async function kill9(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  while (isRunning(pid)) await sleep(5);
}

/** Waits until something holds; fails after `ms` with what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(10)) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
  }
}

/** `R`, `S`, `Z` … (see ps(1)), or null when there is no such process. */
function stateOf(pid: number): string | null {
  try {
    // `pid (name) state …`; see proc(5).
    if (process.platform === 'linux') return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? null;
    return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim()[0] ?? null;
  } catch {
    return null;
  }
}
