import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { reapAtEnd, temporaryFolder } from '../product/reap.ts';

const DEBIAN = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; `nobody` will do. */
const NOBODY = 65534;

/** The folder of the system's PostgreSQL programs, the newest version first; null when there is none. */
export function systemPostgres(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL's own names of its ways to stop: it ends its sessions, or it just dies, and recovers at its next start. */
export type StopMode = 'fast' | 'immediate';
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/** A PostgreSQL of the system's. */
export interface SystemPostgres {
  /** Of an empty database. */
  url: string;
  /** Stops it, and starts it again on the same port and folder after `downMs`; resolves when it answers. */
  restart(mode: StopMode, downMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts the system's own PostgreSQL on a new folder and a free port of loopback; it ends with the test process. */
export async function startPostgres(bin: string): Promise<SystemPostgres> {
  const asNobody = process.geteuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, 'for-tests-only', { mode: 0o600 });
  if (asNobody.uid !== undefined) for (const path of [folder, data, passwordFile]) chownSync(path, NOBODY, NOBODY);
  const cluster = ['-D', data, '-U', 'sluice', '-E', 'UTF8', '--locale', 'C'];
  const initdb = [...cluster, '--auth', 'scram-sha-256', '--pwfile', passwordFile];
  execFileSync(join(bin, 'initdb'), initdb, { ...asNobody, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const url = `postgres://sluice:for-tests-only@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder], {
      ...asNobody,
      cwd: folder,
      stdio: 'ignore',
      // A process group of its own, by which all of it can be ended.
      detached: true,
    });
    reapAtEnd('group', server.pid ?? 0);
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    while (!(await answers(url))) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
      await sleep(50);
    }
    return async (mode: StopMode) => {
      server.kill(SIGNALS[mode]);
      await ended;
    };
  };
  let stop = await start();
  return {
    url,
    restart: async (mode, downMs = 0) => {
      await stop(mode);
      await sleep(downMs);
      stop = await start();
    },
    close: () => stop('fast'),
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A port of loopback that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
