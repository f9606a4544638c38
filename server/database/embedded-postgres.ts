import { spawn } from 'node:child_process';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { removeOtherBinaries } from './embedded/binaries.ts';
import { connectionTo, type Installation, prepareInstallation } from './embedded/installation.ts';
import { acquirePostmaster, type Postmaster } from './embedded/postmaster.ts';
import { isAlive, signal } from './embedded/process.ts';
import { codeOf, type DatabaseLog, messageOf } from './log.ts';

/** The database of the cluster that holds the product's tables. */
const productDatabase = 'sluice';

export type EmbeddedPostgres = {
  /** The real path of the data folder. */
  dataDir: string;
  /** How to connect right now; on Windows the port changes with a restart. */
  connection(database?: string): ClientConfig;
  /** The server's process id right now. */
  pid(): number;
  /** It was running already, left behind by a product process that was killed. */
  adopted: boolean;
  /** From now on, starts the server again whenever it ends without having been asked to. */
  supervise(): void;
  /** Ends the server: fast shutdown, and after 3 s the immediate one, which loses nothing either. */
  stop(): Promise<void>;
};

/**
 * Prepares the data folder and starts its PostgreSQL, or adopts the one that runs; makes the product's database.
 * Does not check whether another product process uses it: that is the lock's task (`folder-lock.ts`).
 * @param options.settings PostgreSQL settings that replace ours (tests switch fsync off).
 * @param options.binariesDir where the copy of the binaries is kept, instead of the data folder.
 * @throws StartupError
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: DatabaseLog;
  settings?: Record<string, string>;
  binariesDir?: string;
}): Promise<EmbeddedPostgres> {
  const { log, settings } = options;
  const installation = await prepareInstallation(options.dataDir, options.binariesDir);
  let postmaster = await acquirePostmaster(installation, settings);
  if (!postmaster.adopted && options.binariesDir === undefined) await removeOtherBinaries(installation.bin);
  const connection = (database = productDatabase) => connectionTo(installation, postmaster.port, database);
  await ensureDatabase(connection('postgres'), productDatabase);
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const restart = async () => {
    log.warn({ pid: postmaster.pid }, 'The embedded PostgreSQL ended unexpectedly; starting it again');
    for (let delay = 100; !stopping; delay = Math.min(delay * 2, 5_000)) {
      try {
        postmaster = await acquirePostmaster(installation, settings);
        return log.info({ pid: postmaster.pid }, 'The embedded PostgreSQL is back');
      } catch (error) {
        log.error({ err: messageOf(error) }, 'The embedded PostgreSQL did not come back; trying again');
        await sleep(delay, undefined, { ref: false });
      }
    }
  };
  const keepUp = async () => {
    while (!stopping) {
      await postmaster.gone;
      if (stopping) return;
      restarting = restart();
      await restarting;
    }
  };

  return {
    dataDir: installation.dataDir,
    connection,
    pid: () => postmaster.pid,
    adopted: postmaster.adopted,
    supervise: () => void keepUp(),
    stop: async () => {
      stopping = true;
      await restarting;
      await stopPostmaster(installation, postmaster);
      await removeOutsideSocketDir(installation);
    },
  };
}

async function ensureDatabase(connection: ClientConfig, name: string): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Another process was first.
    if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
}

async function stopPostmaster(installation: Installation, postmaster: Postmaster): Promise<void> {
  const { pid } = postmaster;
  if (process.platform === 'win32') await pgCtlStop(installation);
  else signal(pid, 'SIGINT');
  if (await within(3_000, postmaster)) return;
  if (isAlive(pid)) signal(pid, process.platform === 'win32' ? 'SIGTERM' : 'SIGQUIT');
  await within(1_000, postmaster);
}

/** A socket folder in the temporary one is not worth keeping; one that is not empty stays. */
async function removeOutsideSocketDir({ dataDir, socketDir }: Installation): Promise<void> {
  if (socketDir !== null && !socketDir.startsWith(dataDir)) await rmdir(socketDir).catch(() => undefined);
}

async function within(ms: number, postmaster: Postmaster): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const gone = await Promise.race([postmaster.gone.then(() => true), late]);
  timer.abort();
  return gone;
}

/** Windows has no signals: `pg_ctl` speaks to the server through its pipe. */
async function pgCtlStop(installation: Installation): Promise<void> {
  const child = spawn(
    join(installation.bin, 'bin', 'pg_ctl'),
    ['stop', '-D', installation.data, '-m', 'fast', '--no-wait'],
    { stdio: 'ignore', windowsHide: true },
  );
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}
