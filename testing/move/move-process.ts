import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reapAtEnd } from '../product/reap.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What a person calls, and what it starts: the one to kill. */
export const SLUICE = [join(ROOT, 'cli/sluice.mjs'), 'move'];
export const MOVE = [join(ROOT, 'server/move/main.ts')];

export interface MoveProcess {
  child: ChildProcess;
  output(): string;
  /** Acts in the same moment in which it says this: what is looked at now and then may be over by the next look. */
  atWord(word: string, act: () => void): Promise<void>;
  /** The most memory it has had so far, in MiB; 0 when it is gone, or where that cannot be told. */
  peakMiB(): number;
  exited: Promise<number | null>;
}

export function startMove(dataDir: string, args: readonly string[], program = SLUICE): MoveProcess {
  reapAtEnd('cluster', dataDir);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program, ...args], {
    env: { PATH: process.env.PATH, SLUICE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  reapAtEnd('group', child.pid ?? 0);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return {
    child,
    output: () => output,
    atWord: (word, act) =>
      new Promise((resolve) => {
        const look = () => {
          if (!output.includes(word)) return;
          child.stdout.off('data', look);
          act();
          resolve();
        };
        child.stdout.on('data', look);
        look();
      }),
    peakMiB: () => {
      try {
        return Math.round(
          Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
        );
      } catch {
        return 0;
      }
    },
    exited: once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null)),
  };
}
