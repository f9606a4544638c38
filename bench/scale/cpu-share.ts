import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PERIOD_US = 20_000;

/**
 * Keeps a process to a share of one processor, by a control group of its own (version 1 or 2).
 * @returns what removes the group again, once the process has ended; null where that is not permitted
 */
export function limitCpu(pid: number, share: number): (() => void) | null {
  const quota = Math.round(PERIOD_US * share);
  const name = `sluice-bench-${pid}`;
  try {
    const unified = existsSync(join(ROOT, 'cgroup.controllers'));
    // Nothing of the system is changed for it: where the controller is not handed down already, there is none.
    if (unified && !/\bcpu\b/.test(readFileSync(join(ROOT, 'cgroup.subtree_control'), 'utf8'))) return null;
    const folder = join(ROOT, ...(unified ? [] : ['cpu']), name);
    mkdirSync(folder);
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
    if (unified) write('cpu.max', `${quota} ${PERIOD_US}`);
    else {
      write('cpu.cfs_period_us', String(PERIOD_US));
      write('cpu.cfs_quota_us', String(quota));
    }
    write('cgroup.procs', String(pid));
    return () => rmdirSync(folder);
  } catch {
    return null;
  }
}
