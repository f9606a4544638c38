import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartupError } from '../../settings/startup-error.ts';
import { messageOf } from '../log.ts';
import type { RunAs } from './run-as.ts';

/** Socket paths are limited to 104 bytes on macOS and 108 on Linux, the final zero included. */
const longestSocketPath = 100;

/** The folder's real path, made if missing and tried by writing into it. */
export async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const probe = join(dataDir, `.write-probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
    return await realpath(dataDir);
  } catch (cause) {
    throw new StartupError(
      'folder-not-writable',
      `The data folder ${dataDir} cannot be written (${messageOf(cause)}). Make it writable for the user that runs ` +
        'Sluice, or choose another folder with SLUICE_DATA_DIR.',
      { cause },
    );
  }
}

/** Makes the folder that holds everything of the embedded PostgreSQL, and lets its user pass through to it. */
export async function preparePostgresDir(dataDir: string, runAs: RunAs | null): Promise<string> {
  const folder = join(dataDir, 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (runAs === null) return folder;
  // Others may pass through, not look in: what is secret below has modes of its own.
  for (const path of [dataDir, folder]) await chmod(path, 0o711);
  for (let path = dirname(dataDir); ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) throw notReachable(dataDir, path);
    if (path === dirname(path)) return folder;
  }
}

function notReachable(dataDir: string, barrier: string): StartupError {
  return new StartupError(
    'folder-not-reachable',
    `Sluice runs as root, and PostgreSQL then runs as an unprivileged user, who cannot reach the data folder ` +
      `${dataDir} because ${barrier} is closed to other users. Choose another folder with SLUICE_DATA_DIR (the ` +
      'default for root is /var/lib/sluice), or start Sluice as an ordinary user.',
  );
}

/**
 * The folder of PostgreSQL's socket: inside `postgresDir` (so that it is found from wherever the data folder is
 * mounted), or a short one elsewhere where that path is too long or its file system takes no sockets.
 */
export async function prepareSocketDir(postgresDir: string, port: number, runAs: RunAs | null): Promise<string> {
  const inside = join(postgresDir, 'run');
  if (join(inside, `.s.PGSQL.${port}`).length <= longestSocketPath) {
    await ownFolder(inside, runAs);
    if (await takesSockets(inside)) return inside;
  }
  const name = `sluice-${createHash('sha256').update(postgresDir).digest('hex').slice(0, 16)}`;
  const runtimeDir = runAs === null ? process.env.XDG_RUNTIME_DIR : undefined;
  const outside = join(runtimeDir ?? tmpdir(), name);
  await ownFolder(outside, runAs);
  return outside;
}

/** Makes a folder that only PostgreSQL's user can enter, and makes sure that nobody else laid it there. */
async function ownFolder(path: string, runAs: RunAs | null): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const owner = runAs?.uid ?? process.geteuid?.();
  const found = await lstat(path);
  if (found.uid === process.geteuid?.() && runAs !== null) await chown(path, runAs.uid, runAs.gid);
  const entry = await lstat(path);
  if (!entry.isDirectory() || entry.uid !== owner) {
    throw new StartupError(
      'folder-not-reachable',
      `The folder ${path}, meant for PostgreSQL's socket, belongs to another user. Remove it, or choose another ` +
        'data folder with SLUICE_DATA_DIR.',
    );
  }
  if ((entry.mode & 0o777) !== 0o700) await chmod(path, 0o700);
}

async function takesSockets(folder: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(join(folder, `p${process.pid}`), () => server.close(() => resolve(true)));
  });
}
