import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { reapAtEnd } from '../product/reap.ts';

/** An agent as somebody starts it on another machine: a process that knows the server's address and a token. */
export interface AgentProcess {
  child: ChildProcess;
  pid: number;
  /** All that it has logged so far. */
  output(): string;
  /** Resolves with the exit code when it has ended; null after a signal. */
  exited: Promise<number | null>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

const PROGRAM = join(import.meta.dirname, '../../agent/main.ts');

/**
 * @param env beside the address, e.g. `SLUICE_AGENT_TOKEN` and `SLUICE_AGENT_DIR`
 * @param program what Node.js is to run
 */
export function startAgentProcess(
  serverUrl: string,
  env: Record<string, string>,
  program: readonly string[] = [PROGRAM],
): AgentProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program], {
    env: { PATH: process.env.PATH, SLUICE_SERVER_URL: serverUrl, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  reapAtEnd('group', pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  // Not its exit alone: its last words may come after that.
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return {
    child,
    pid,
    output: () => output,
    exited,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
