import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { takeFolderLock } from '../../database/folder-lock.ts';
import type { DatabaseLog } from '../../database/log.ts';
import { openTables } from '../../database/open-tables.ts';
import { checkRemote } from '../../database/remote.ts';
import { type Queryable, sql } from '../../database/sql.ts';
import type { Settings } from '../../settings/settings.ts';
import { StartupError } from '../../settings/startup-error.ts';

const silent: DatabaseLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The installation's tables, whether a server runs on them or not. */
export interface Opened {
  db: Queryable;
  close(): Promise<void>;
}

/** Opens the database of an installation, beside the server that may run on it. @throws StartupError */
export async function openBeside(settings: Pick<Settings, 'databaseUrl' | 'dataDir'>): Promise<Opened> {
  const opened =
    settings.databaseUrl === undefined ? await openEmbedded(settings.dataDir) : await openRemote(settings.databaseUrl);
  const { rows } = await sql<{ found: boolean }>`select to_regclass('public.people') is not null as found`
    .execute(opened.db)
    .catch(async (error) => {
      await opened.close();
      throw error;
    });
  if (rows[0]?.found === true) return opened;
  await opened.close();
  throw new StartupError(
    'not-started-yet',
    'This database knows no people yet. Start this version of Sluice on it once.',
  );
}

async function openRemote(databaseUrl: string): Promise<Opened> {
  const connection = await checkRemote(databaseUrl);
  return openTables(() => connection, silent);
}

async function openEmbedded(dataDir: string): Promise<Opened> {
  if (!existsSync(join(dataDir, 'postgres')))
    throw new StartupError(
      'not-started-yet',
      `There is no database in the data folder ${dataDir}. Name the folder with SLUICE_DATA_DIR, or the database with DATABASE_URL.`,
    );
  const embedded = await startEmbeddedPostgres({ dataDir, log: silent });
  const connection = () => embedded.connection();
  const lock = await takeFolderLock({
    dataDir: embedded.dataDir,
    connection,
    log: silent,
    onLost: () => undefined,
  }).catch((error: unknown) => {
    // Sluice runs: the database is its, and is left running.
    if (error instanceof StartupError && error.code === 'folder-in-use') return null;
    throw error;
  });
  const { db, close } = openTables(connection, silent);
  return {
    db,
    close: async () => {
      await close();
      await lock?.release(embedded.stop);
    },
  };
}
