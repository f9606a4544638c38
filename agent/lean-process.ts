import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * How much new memory, in MiB, is used before it is tidied up. Left to itself on a large machine, V8 lets it grow until a run over many
 * objects takes 330 MiB; so, far less, at the same speed. It can be set only when a process starts.
 */
const YOUNG_MEMORY = '--max-semi-space-size=8';
/**
 * In MiB, far more than there ever is. The more there may be, the more V8 lets gather that nobody uses: at this, up to what is used once
 * more, on a large machine three times that.
 */
const OLD_MEMORY = '--max-old-space-size=2000';
const NO_WARNING = '--disable-warning=ExperimentalWarning';

/**
 * Makes the process one that keeps to little memory: unless it was started so, it is replaced by one that is. Where a process cannot be
 * replaced, it becomes the parent of one. Compiled code is kept in a folder, which saves memory and time at the next start.
 * @param folder where nobody else may write
 * @returns whether this process is the one that is to go on
 */
export function isLeanProcess(folder: string): boolean {
  // The one that a server keeps for itself is started as it should be.
  if (process.send !== undefined || process.execArgv.includes(YOUNG_MEMORY)) return true;
  const given = [NO_WARNING, YOUNG_MEMORY, OLD_MEMORY, ...process.execArgv, ...process.argv.slice(1)];
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled'), ...process.env };
  if (process.platform !== 'win32' && process.execve)
    process.execve(process.execPath, [process.execPath, ...given], env);
  const child = spawn(process.execPath, given, { env, stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  child.once('error', () => process.exit(1));
  child.once('exit', (code) => process.exit(code ?? 1));
  return false;
}
