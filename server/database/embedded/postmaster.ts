import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../settings/startup-error.ts';
import { cleanEnvironment } from './cluster.ts';
import { connectionTo, type Installation, socketPort } from './installation.ts';
import { readPidFile, removeStalePidFile } from './pid-file.ts';
import { probe } from './probe.ts';
import { isAlive, isPostgres } from './process.ts';
import { spawnAs } from './run-as.ts';

/** A running PostgreSQL server of an installation. */
export type Postmaster = {
  pid: number;
  port: number;
  /** It was running already, left behind by a product process that was killed. */
  adopted: boolean;
  /** Resolves when the process is gone. */
  gone: Promise<void>;
};

/** For a laptop: 50 connections, little memory, no helper processes that nothing here uses. */
const defaults: Record<string, string> = {
  cluster_name: 'sluice',
  shared_buffers: '48MB',
  max_connections: '50',
  max_wal_size: '512MB',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  // Statements can hold what users typed.
  log_min_error_statement: 'panic',
};

/** A server that neither answers nor goes away: crash recovery may take a while. */
const patienceMs = 120_000;

/**
 * Adopts the installation's server if one answers, else starts one; waits until it takes connections. After a
 * kill -9 of the former server its children hold the shared memory for another moment: then tries again.
 * @throws StartupError `embedded-database-failed`, with the end of PostgreSQL's log.
 */
export async function acquirePostmaster(
  installation: Installation,
  settings: Record<string, string> = {},
): Promise<Postmaster> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const left = await readPidFile(installation.data);
    const port = installation.socketDir === null ? (left?.port ?? 0) : socketPort;
    const answer = port === 0 ? 'absent' : await ask(installation, port);
    if (answer === 'ready' && left !== null) return adopt(left.pid, port);
    if (Date.now() > deadline)
      throw failure(installation, 'it neither takes connections nor ends', logSize(installation));
    const busy = answer !== 'absent' || (left !== null && isPostgres(left.pid));
    if (!busy && left !== null && isAlive(left.pid)) await removeStalePidFile(installation.data, left);
    const started = busy ? null : await start(installation, settings, deadline);
    if (started !== null) return started;
    await sleep(100);
  }
}

async function ask(installation: Installation, port: number) {
  try {
    return await probe(connectionTo(installation, port, 'postgres'));
  } catch (cause) {
    throw new StartupError(
      'embedded-database-failed',
      `The embedded PostgreSQL of ${installation.dataDir} refuses Sluice (${cause instanceof Error ? cause.message : cause}). ` +
        `The file postgres/password in that folder was probably changed or lost; put it back from a backup.`,
      { cause },
    );
  }
}

function adopt(pid: number, port: number): Postmaster {
  return { pid, port, adopted: true, gone: watchStranger(pid) };
}

/** The end of a process that is not our child can only be looked for. */
async function watchStranger(pid: number): Promise<void> {
  while (isPostgres(pid)) await sleep(250, undefined, { ref: false });
}

/** Null when another server (or what is left of one) was in the way for now. */
async function start(
  installation: Installation,
  settings: Record<string, string>,
  deadline: number,
): Promise<Postmaster | null> {
  const port = installation.socketDir === null ? await freePort() : socketPort;
  const logStart = rotateLog(installation);
  const child = launch(installation, port, { ...defaults, ...settings });
  let ended: string | null = null;
  const gone = new Promise<void>((resolve) => {
    const end = (how: string) => {
      ended = how;
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`it ended with ${signal ?? `code ${code}`}`));
  });
  while (ended === null && Date.now() < deadline) {
    const answer = await ask(installation, port);
    if (answer === 'ready' && ended === null && (await readPidFile(installation.data))?.pid === child.pid) {
      return { pid: child.pid ?? 0, port, adopted: false, gone };
    }
    await Promise.race([gone, sleep(15)]);
  }
  if (ended === null) child.kill('SIGQUIT');
  const log = readLog(installation, logStart);
  if (/lock file ".*" already exists|pre-existing shared memory|could not create lock file/.test(log)) return null;
  throw failure(installation, ended ?? 'it takes no connections', logStart);
}

function launch(installation: Installation, port: number, settings: Record<string, string>): ChildProcess {
  const where =
    installation.socketDir === null
      ? { listen_addresses: '127.0.0.1', unix_socket_directories: '' }
      : { listen_addresses: '', unix_socket_directories: installation.socketDir, unix_socket_permissions: '0700' };
  const options = Object.entries({ port: String(port), ...where, ...settings });
  const log = openSync(installation.logFile, 'a', 0o600);
  // A session of its own: a terminal's Ctrl-C must reach us first, and PostgreSQL only when we are done with it.
  // Its log goes to a file and not to a pipe, so that it can outlive us.
  const child = spawn(
    join(installation.bin, 'bin', 'postgres'),
    ['-D', installation.data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      stdio: ['ignore', log, log],
      cwd: installation.data,
      env: cleanEnvironment(),
      detached: true,
      windowsHide: true,
      ...spawnAs(installation.runAs),
    },
  );
  closeSync(log);
  child.unref();
  return child;
}

/** Below 32768, where no system hands out ports for outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

function logSize({ logFile }: Installation): number {
  return statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
}

/** Keeps one former log of 5 MB; answers where the new entries will start. */
function rotateLog(installation: Installation): number {
  const size = logSize(installation);
  if (size < 5_000_000) return size;
  renameSync(installation.logFile, `${installation.logFile}.1`);
  return 0;
}

function readLog({ logFile }: Installation, from: number): string {
  return readFileSync(logFile).subarray(from).toString('utf8');
}

function failure(installation: Installation, what: string, logStart: number): StartupError {
  const last = readLog(installation, logStart).trim().split('\n').slice(-4).join(' ');
  return new StartupError(
    'embedded-database-failed',
    `The embedded PostgreSQL of ${installation.dataDir} did not start: ${what}. ${last} Its log is ${installation.logFile}.`,
  );
}
