import { execFileSync } from 'node:child_process';

/** The command line of a process, or nothing when it is gone. */
export function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** The command lines of processes that name a folder and are still there. */
export function leftovers(folder: string): string[] {
  const lines = execFileSync('ps', ['-ww', '-A', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line.includes(folder) && !line.includes('reaper.mjs'));
}
