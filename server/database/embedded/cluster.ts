import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../settings/startup-error.ts';
import { codeOf } from '../log.ts';
import { isAlive } from './process.ts';
import { giveTo, type RunAs, spawnAs } from './run-as.ts';

/** The superuser of the embedded cluster; only the product connects to it. */
export const clusterUser = 'sluice';

/**
 * Makes the cluster's folder unless it is there. `initdb` works in a temporary folder that is renamed when it is
 * done, so that a folder of the final name is always complete, however the making ended.
 */
export async function ensureCluster(where: {
  bin: string;
  data: string;
  password: string;
  runAs: RunAs | null;
}): Promise<void> {
  await removeAbandoned(where.data);
  if (await exists(where.data)) {
    if (where.runAs !== null && (await stat(where.data)).uid === 0) await giveTo(where.runAs, where.data);
    return;
  }
  const temporary = temporaryName(where.data);
  await mkdir(temporary, { mode: 0o700 });
  const passwordFile = `${temporary}.password`;
  await writeFile(passwordFile, where.password, { mode: 0o600 });
  try {
    for (const path of [temporary, passwordFile]) await giveTo(where.runAs, path);
    await initdb(where.bin, temporary, passwordFile, where.runAs);
    await rename(temporary, where.data);
    await syncParent(where.data);
  } catch (error) {
    // Two processes may do this at once; the first rename wins.
    if (!(await exists(where.data))) throw error;
  } finally {
    await rm(passwordFile, { force: true });
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The cluster's password: made once, kept in a file that only we can read. */
export async function ensurePassword(file: string): Promise<string> {
  const temporary = temporaryName(file);
  if (!(await exists(file))) {
    await writeFile(temporary, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    // A link, not a rename: of two processes the second must take over the first one's password.
    await link(temporary, file).catch((error) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    await rm(temporary, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}

async function initdb(bin: string, data: string, passwordFile: string, runAs: RunAs | null): Promise<void> {
  const child = spawn(
    join(bin, 'bin', 'initdb'),
    [
      ...['-D', data, '-U', clusterUser, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
      // Sorts by code point, everywhere alike, whatever libraries the machine has.
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: data, env: cleanEnvironment(), ...spawnAs(runAs) },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const failure = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : `ended with ${signal ?? `code ${code}`}`));
  });
  if (failure === null) return;
  throw new StartupError(
    'embedded-database-failed',
    `The embedded PostgreSQL could not be set up: initdb ${failure}. ${output.trim().split('\n').slice(-4).join(' ')} ` +
      'Mend that, or give the address of a PostgreSQL server of your own in DATABASE_URL.',
  );
}

/** The environment for PostgreSQL's programs: the caller's PG* variables must not steer them. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TEMP, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, TEMP, SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
}

/** A name beside the final one, by which a later start sees that its maker is no more. */
export function temporaryName(path: string): string {
  return `${path}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
}

/** Removes what a killed set-up left behind. */
async function removeAbandoned(data: string): Promise<void> {
  const parent = join(data, '..');
  for (const name of await readdir(parent)) {
    const pid = /\.new-(\d+)/.exec(name)?.[1];
    if (pid === undefined || Number(pid) === process.pid || isAlive(Number(pid))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function syncParent(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(join(path, '..'));
  await folder.sync().finally(() => folder.close());
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
