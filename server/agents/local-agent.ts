import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalAgent, LocalAgentOptions } from '../core.ts';
import type { Log } from '../log.ts';
import { enrolLocalAgent } from './enrol.ts';

const AGENT_PROGRAM = join(import.meta.dirname, '../../agent/main.ts');
/** Waits before a dead agent is started again: doubles from the first to the second, anew after a life of `GOOD_LIFE_MS`. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;
const GOOD_LIFE_MS = 5_000;

/**
 * Starts the agent that the server itself keeps: a process of its own, started again when it dies, and gone when the
 * server goes. Its credential is new with each start of the server, so that a leftover of an earlier one is refused.
 */
export async function startLocalAgent({ core, serverUrl, dataDir }: LocalAgentOptions): Promise<LocalAgent> {
  const credential = await enrolLocalAgent(core.database, identityOf(dataDir), hostname());
  const environment = environmentFor(serverUrl, credential);
  const { log } = core;
  const stopping = new AbortController();
  let child = spawnAgent(environment, log);
  const kept = keep();

  async function keep(): Promise<void> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const born = performance.now();
      const how = await ended(child);
      if (stopping.signal.aborted) return;
      if (performance.now() - born > GOOD_LIFE_MS) wait = FIRST_WAIT_MS;
      log.warn({ how, againInMs: wait }, 'The local agent has ended; starting it again');
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      child = spawnAgent(environment, log);
    }
  }

  return {
    stop: async (withinMs) => {
      stopping.abort();
      const last = child;
      if (last.connected) last.send({ stopWithinMs: Math.max(0, withinMs - 300) }, () => undefined);
      const timer = setTimeout(() => last.kill('SIGKILL'), withinMs);
      await kept;
      clearTimeout(timer);
    },
  };
}

/** The same for every start of a server on this machine and data folder, so that its runs are known as its own again. */
function identityOf(dataDir: string): string {
  const digest = createHash('sha256').update(`${hostname()}\0${dataDir}`).digest('hex');
  return `agt_${digest.slice(0, 20)}`;
}

/** What the agent may know of the server's environment: neither the database's address nor the key of the secrets. */
function environmentFor(serverUrl: string, credential: string): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(
    ([name]) => !/^(SLUICE_|DATABASE_URL$|PG[A-Z]+$)/.test(name) || /^SLUICE_(AGENT_SLOTS|LOG_LEVEL)$/.test(name),
  );
  return { ...Object.fromEntries(passed), SLUICE_SERVER_URL: serverUrl, SLUICE_AGENT_CREDENTIAL: credential };
}

function spawnAgent(env: NodeJS.ProcessEnv, log: Log): ChildProcess {
  const child = spawn(process.execPath, [AGENT_PROGRAM], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('error', (error) => log.error({ err: error }, 'The local agent could not be started'));
  return child;
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) resolve('at once');
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`));
  });
}
