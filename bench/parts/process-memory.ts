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

/** CPU seconds a living process has used, user and system. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** The pid of the process started as `…/script` among a process's descendants. */
export function descendant(ancestor: number, script: string): number {
  const parents = new Map<number, number>();
  const scripts: number[] = [];
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const pid = Number(entry);
      parents.set(pid, Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]));
      if (
        readFileSync(`/proc/${entry}/cmdline`, 'utf8')
          .split('\0')
          .some((word) => word.endsWith(script))
      )
        scripts.push(pid);
    } catch {
      // It ended while we looked.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  const found = scripts.find(isBelow);
  if (found === undefined) throw new Error(`no process ${script} below ${ancestor}`);
  return found;
}
