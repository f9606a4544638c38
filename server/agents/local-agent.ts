import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Id, newId } from '../../shared/project/id.ts';
import type { LocalAgent, LocalAgentOptions } from '../core.ts';
import type { Log } from '../log.ts';
import { placeOf } from '../place.ts';
import { enrolLocalAgent } from './enrol.ts';

/** Beside us in a checkout, and without types in a package. */
const AGENT_PROGRAM = join(import.meta.dirname, `../../agent/main${extname(import.meta.filename)}`);
/** Waits before a dead agent is started again: doubles from the first to the second, anew after a life of `GOOD_LIFE_MS`. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;
const GOOD_LIFE_MS = 5_000;
/** How an agent ends whose credential is refused: see `agent/main.ts`. */
const REFUSED = 'exit code 3';

/**
 * Starts the agent that the server itself keeps: a process of its own, started again when it dies, and gone when the
 * server goes. Its credential is new with each start of the server, so that a leftover of an earlier one is refused.
 */
export async function startLocalAgent({ core, serverUrl, dataDir }: LocalAgentOptions): Promise<LocalAgent> {
  const { log } = core;
  const environmentAs = async (id: Id) =>
    environmentFor(serverUrl, await enrolLocalAgent(core.database, id, hostname()), dataDir);
  await mkdir(filesFolder(dataDir), { recursive: true, mode: 0o700 });
  let environment = await environmentAs(identityOf(dataDir));
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
      // Another server uses the same data folder and has renewed the credential: this one gets an agent of its own.
      if (how === REFUSED && !stopping.signal.aborted)
        environment = await environmentAs(newId('agt')).catch(() => environment);
      // What is started from now on would not hear of the end.
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

/** So that its runs are known as its own again. */
function identityOf(dataDir: string): Id {
  return `agt_${placeOf(dataDir)}`;
}

/** What its connections to local files may touch, unless `SLUICE_AGENT_FOLDERS` names other folders. */
function filesFolder(dataDir: string): string {
  return join(dataDir, 'files');
}

/** What the agent may know of the server's environment: neither the database's address nor the key of the secrets. */
function environmentFor(serverUrl: string, credential: string, dataDir: string): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(
    ([name]) =>
      !/^(SLUICE_|DATABASE_URL$|PG[A-Z]+$)/.test(name) ||
      /^SLUICE_(AGENT_SLOTS|AGENT_FOLDERS|TRANSFER_MEMORY|LOG_LEVEL)$/.test(name),
  );
  return {
    // Its compiled code: the next start needs less memory and less time.
    NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
    SLUICE_AGENT_FOLDERS: filesFolder(dataDir),
    ...Object.fromEntries(passed),
    SLUICE_SERVER_URL: serverUrl,
    SLUICE_AGENT_CREDENTIAL: credential,
    // Where it keeps the connectors that it downloads.
    SLUICE_AGENT_DIR: join(dataDir, 'agent'),
  };
}

/** As agents do that are started by hand: see `agent/lean-process.ts`. */
const MEMORY = ['--max-semi-space-size=8', '--max-old-space-size=2000'];

function spawnAgent(env: NodeJS.ProcessEnv, log: Log): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...MEMORY, AGENT_PROGRAM], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    windowsHide: true,
  });
  child.on('error', (error) => log.error({ err: error }, 'The local agent could not be started'));
  if (child.stderr) createInterface(child.stderr).on('line', (line) => relay(log, line));
  return child;
}

const LogLine = z.looseObject({ level: z.number(), msg: z.string().default('') });
const PINO_WARNING = 40;

/** Puts a line of the agent's log into the server's. */
function relay(log: Log, line: string): void {
  const parsed = LogLine.safeParse(jsonOf(line));
  if (!parsed.success) {
    log.warn({ agent: line }, 'The local agent says');
    return;
  }
  const { level, msg, time: _, name: __, ...fields } = parsed.data;
  if (level > PINO_WARNING) log.error({ agent: fields }, msg);
  else if (level === PINO_WARNING) log.warn({ agent: fields }, msg);
  else log.info({ agent: fields }, msg);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) resolve('at once');
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`));
  });
}
