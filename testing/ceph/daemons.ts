import { type ChildProcess, execFile, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { isOnPath } from './available.ts';

const run = promisify(execFile);
/** Has the kernel kill a daemon when this process ends, even by SIGKILL, when no handler of ours can run. */
const DIES_WITH_US = ['--pdeathsig', 'KILL', '--'];
const GRACE_MS = 3000;

/** Runs a command of Ceph's to its end and gives what it printed. @throws Error with what it complained of */
export async function runTool(command: string, args: readonly string[], timeoutMs: number): Promise<string> {
  try {
    const { stdout } = await run(command, [...args], { timeout: timeoutMs, maxBuffer: 8 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`${command} ${args[0] ?? ''} failed: ${complaint === '' ? String(error) : complaint.slice(-2000)}`);
  }
}

/** Daemons in the foreground, children of this process, ended by their own ids and never by name. */
export class Daemons {
  readonly #children: ChildProcess[] = [];
  readonly #onExit = (): void => {
    for (const child of this.#children) child.kill('SIGKILL');
  };

  constructor() {
    process.once('exit', this.#onExit);
  }

  /** Starts one; its output goes to a file. */
  start(command: string, args: readonly string[], outputFile: string): ChildProcess {
    const output = openSync(outputFile, 'a');
    const stdio: StdioOptions = ['ignore', output, output];
    const child = isOnPath('setpriv')
      ? spawn('setpriv', [...DIES_WITH_US, command, ...args], { stdio })
      : spawn(command, [...args], { stdio });
    child.on('error', () => {});
    closeSync(output);
    this.#children.push(child);
    return child;
  }

  /** Ends all, the last started first; those that won't are killed. */
  async stop(): Promise<void> {
    for (const child of this.#children.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await ended;
      clearTimeout(timer);
    }
    process.off('exit', this.#onExit);
  }
}
