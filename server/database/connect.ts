import { Kysely, PostgresDialect } from 'kysely';
import type { ClientConfig } from 'pg';
import type { StartupError } from '../settings/startup-error.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { type FolderLock, takeFolderLock } from './folder-lock.ts';
import { createListener, type Subscription } from './listener.ts';
import type { DatabaseLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createPool, endPool } from './pool.ts';
import { type Queue, startQueue } from './queue.ts';
import { checkRemote } from './remote.ts';
import { type Queryable, sql, type Transaction } from './sql.ts';
import type { Tables } from './tables.ts';

/** The database door: everything that the capability folders may do with the database. */
export type Database = {
  /** Typed queries, each on a connection of the pool. */
  readonly db: Queryable;
  /** Runs `work` in one transaction (read committed): commits when it resolves, rolls back when it throws. */
  transaction<Result>(work: (trx: Transaction) => Promise<Result>): Promise<Result>;
  /** Listens to a NOTIFY channel until the answered function is called. */
  listen(channel: string, subscription: Subscription): Promise<() => void>;
  /** Tells a channel's listeners in all processes; in a transaction, when it commits. At most 8,000 bytes. */
  notify(where: Queryable, channel: string, payload: string): Promise<void>;
  /** The same for several payloads, in their order. */
  notifyAll(where: Queryable, channel: string, payloads: readonly string[]): Promise<void>;
  readonly queue: Queue;
  /** Tells a second process on the same data folder where this one answers; the URL must carry no token. */
  announce(url: string): Promise<void>;
  /** Ends everything: queue, listeners, pool, and the embedded server. Pending queries are waited for, up to 2 s. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** The address of a PostgreSQL (`postgres://…`); without it the embedded one is started. */
  databaseUrl?: string | undefined;
  dataDir: string;
  log: DatabaseLog;
  /** Another process took the data folder while the database was away: stop, and exit with 1. */
  onLost?: (error: StartupError) => void;
  /** Where the copy of the embedded PostgreSQL's programs is kept, instead of the data folder. */
  binariesDir?: string;
  /** The most connections at once; one each for notifications and for the folder's lock come on top. */
  poolSize?: number;
};

/**
 * Opens the database of the product, brings its tables up to date and starts the queue.
 * @throws StartupError
 */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, log } = options;
  if (databaseUrl !== undefined) {
    const connection = await checkRemote(databaseUrl);
    return openDatabase({ connection: () => connection, log, poolSize: options.poolSize });
  }
  const { binariesDir } = options;
  const embedded = await startEmbeddedPostgres({ dataDir, log, ...(binariesDir !== undefined && { binariesDir }) });
  const connection = () => embedded.connection();
  // Refused: the server then belongs to the process that holds the lock, so that it is left running.
  const lock = await takeFolderLock({
    dataDir: embedded.dataDir,
    connection,
    log,
    onLost: options.onLost ?? (() => {}),
  });
  embedded.supervise();
  try {
    const database = await openDatabase({ connection, log, poolSize: options.poolSize });
    return withEmbedded(database, embedded, lock);
  } catch (error) {
    await lock.release(embedded.stop);
    throw error;
  }
}

function withEmbedded(database: Database, embedded: EmbeddedPostgres, lock: FolderLock): Database {
  return {
    ...database,
    announce: lock.announce,
    close: once(async () => {
      await database.close();
      await lock.release(embedded.stop);
    }),
  };
}

/**
 * Opens a database that is there: migrations, pool, queue.
 * @param options.connection asked anew for every connection that is made.
 */
export async function openDatabase(options: {
  connection: () => ClientConfig;
  log: DatabaseLog;
  poolSize?: number | undefined;
}): Promise<Database> {
  const { connection, log } = options;
  await migrate(connection());
  const pool = createPool(connection, options.poolSize ?? 12, log);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const listener = createListener(connection, log);
  const queue = await startQueue(pool, log);
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    listen: listener.listen,
    notify: async (where, channel, payload) => {
      await sql`select pg_notify(${channel}, ${payload})`.execute(where);
    },
    notifyAll: async (where, channel, payloads) => {
      await sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) as payload`.execute(where);
    },
    queue,
    announce: async () => undefined,
    close: once(async () => {
      await queue.stop();
      await listener.close();
      await endPool(pool);
    }),
  };
}

/** The same as `work`, run by the first call only; all calls wait for it. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}
