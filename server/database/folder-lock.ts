import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import { StartupError } from '../settings/startup-error.ts';
import { isAlive } from './embedded/process.ts';
import { type DatabaseLog, messageOf } from './log.ts';

/** Any number, always the same: the advisory lock of the one server that uses an embedded cluster. */
const folderLock = 5_810_442;

const holderSchema = z.object({ pid: z.number(), url: z.string().optional() });
type Holder = z.infer<typeof holderSchema>;

export type FolderLock = {
  /** Tells others (in `server.json` of the data folder) who holds it; the URL must carry no token. */
  announce(url: string): Promise<void>;
  /**
   * Lets go, after `stopServer`: or else another process could adopt a server that is about to end. Where the lock went to
   * another process, the server is that one's and is left running.
   */
  release(stopServer: () => Promise<void>): Promise<void>;
};

/**
 * Makes this process the only one that uses the data folder: an advisory lock on a connection of its own, which the
 * system gives back however we end. Taken again whenever the database was away.
 * @param onLost the lock went to another process while the database was away: we must stop.
 * @throws StartupError `folder-in-use`
 */
export async function takeFolderLock(options: {
  dataDir: string;
  connection: () => ClientConfig;
  log: DatabaseLog;
  onLost: (error: StartupError) => void;
}): Promise<FolderLock> {
  const { dataDir, connection, log, onLost } = options;
  let closed = false;
  let lost = false;
  let client: Client;

  const hold = async (): Promise<Client> => {
    const next = new Client({ ...connection(), keepAlive: true });
    next.on('error', () => undefined);
    await next.connect();
    try {
      if (!(await tryLock(next, dataDir))) throw await inUse(dataDir);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    next.once('end', () => void retake());
    return next;
  };

  const retake = async (): Promise<void> => {
    while (!closed) {
      try {
        client = await hold();
        return log.info({ dataDir }, 'The lock of the data folder was taken again');
      } catch (error) {
        if (error instanceof StartupError) {
          lost = true;
          return onLost(error);
        }
        log.warn({ err: messageOf(error) }, 'The lock of the data folder cannot be taken yet');
        await sleep(100, undefined, { ref: false });
      }
    }
  };

  client = await hold();
  await writeHolder(dataDir, { pid: process.pid });
  return {
    announce: (url) => writeHolder(dataDir, { pid: process.pid, url }),
    release: async (stopServer) => {
      closed = true;
      if (!lost) await stopServer();
      await client.end().catch(() => undefined);
    },
  };
}

/** A holder that was killed keeps the lock until its backend notices: then waits, up to 5 s. */
async function tryLock(client: Client, dataDir: string): Promise<boolean> {
  for (const deadline = Date.now() + 5_000; ; await sleep(50)) {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [folderLock]);
    if (rows[0]?.got === true) return true;
    const holder = await readHolder(dataDir);
    if (Date.now() > deadline || (holder !== null && holder.pid !== process.pid && isAlive(holder.pid))) return false;
  }
}

async function inUse(dataDir: string): Promise<StartupError> {
  const holder = await readHolder(dataDir);
  const who = holder === null ? 'Another Sluice process' : `Another Sluice process (pid ${holder.pid})`;
  const where = holder?.url === undefined ? '' : ` and answers at ${holder.url}`;
  return new StartupError(
    'folder-in-use',
    `${who} is using the data folder ${dataDir}${where}. Use that one, stop it first, or give this one a folder of ` +
      'its own with SLUICE_DATA_DIR.',
  );
}

async function readHolder(dataDir: string): Promise<Holder | null> {
  const text = await readFile(join(dataDir, 'server.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function writeHolder(dataDir: string, holder: Holder): Promise<void> {
  const file = join(dataDir, 'server.json');
  await writeFile(`${file}.new`, JSON.stringify(holder), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
