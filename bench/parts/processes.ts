import { readdirSync, readFileSync } from 'node:fs';

/** The largest resident set a living process has had, in bytes; 0 when it is gone or this is not Linux. */
export function peakMemory(pid: number): number {
  try {
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? 0 : Number(kib) * 1024;
  } catch {
    return 0;
  }
}

/** The fields of a process's `stat` from the third on; see proc(5). */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

const TICKS_PER_SECOND = 100;
const secondsOf = (ticks: readonly (string | undefined)[]) =>
  ticks.reduce((sum, value) => sum + Number(value ?? 0), 0) / TICKS_PER_SECOND;

/** CPU seconds a living process has used, user and system; 0 when it is gone. */
export function cpuSeconds(pid: number): number {
  return secondsOf(statOf(pid).slice(11, 13));
}

/** The same with those of its children that have ended. A process that keeps starting others, as PostgreSQL does, has less of it otherwise as they end. */
export function cpuSecondsWithEnded(pid: number): number {
  return secondsOf(statOf(pid).slice(11, 15));
}

/** CPU seconds of all ended children of this process, theirs included. */
export function cpuOfEndedChildren(): number {
  return secondsOf(statOf(process.pid).slice(13, 15));
}

/** Bytes that a process has read and written by system calls, through sockets too. */
export function bytesThrough(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/io`, 'utf8');
    const of = (name: string) => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return of('rchar') + of('wchar');
  } catch {
    return Number.NaN;
  }
}

/** The processes below one, whose command line is as wanted. */
export function descendants(ancestor: number, fits: (words: readonly string[]) => boolean): number[] {
  const parents = new Map<number, number>();
  const fitting: number[] = [];
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const pid = Number(entry);
    parents.set(pid, Number(statOf(pid)[1] ?? 0));
    try {
      if (fits(readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0'))) fitting.push(pid);
    } catch {
      // It ended while we looked.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return fitting.filter(isBelow);
}

/** The parent of a process; 0 when it is gone. */
export function parentOf(pid: number): number {
  return Number(statOf(pid)[1] ?? 0);
}

/** A process and all below it, found without looking at the others. */
export function family(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return [pid, ...children.flatMap((child) => family(Number(child)))];
  } catch {
    return [pid];
  }
}
