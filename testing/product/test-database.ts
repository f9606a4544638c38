import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { type Database, openDatabase } from '../../server/database/connect.ts';
import { startEmbeddedPostgres } from '../../server/database/embedded-postgres.ts';
import type { DatabaseLog } from '../../server/database/log.ts';
import { reapAtEnd, temporaryFolder } from './reap.ts';

/** A database of a test's own, with all migrations and the queue. */
export type TestDatabase = Database & {
  /** How else to connect to it. */
  connection: ClientConfig;
};

type Cluster = { connection: (database: string) => ClientConfig; template: string };

/** A log for those who read none. */
export const silentLog: DatabaseLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

let cluster: Promise<Cluster> | null = null;

/**
 * A fresh, migrated database, made within some 50 ms; `close()` drops it. The first call of a process starts an
 * embedded PostgreSQL (without fsync) for all of them, which goes away with the process. With
 * SLUICE_TEST_DATABASE_URL (a superuser's, or one that may create databases) that server is used instead.
 */
export async function testDatabase(log: DatabaseLog = silentLog): Promise<TestDatabase> {
  cluster ??= startCluster();
  const { connection, template } = await cluster;
  const name = freshName('test');
  await asAdministrator(connection('postgres'), (client) =>
    client.query(`create database ${name} template ${template}`),
  );
  const own = connection(name);
  const database = await openDatabase({ connection: () => own, log, poolSize: 8 });
  return {
    ...database,
    connection: own,
    close: async () => {
      await database.close();
      await asAdministrator(connection('postgres'), (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function startCluster(): Promise<Cluster> {
  const url = process.env.SLUICE_TEST_DATABASE_URL;
  const connection = url === undefined ? await startOwn() : remote(url);
  const template = freshName('template');
  await asAdministrator(connection('postgres'), (client) => client.query(`create database ${template}`));
  // Migrates it and makes the queue's schema, so that the copies start with both.
  const database = await openDatabase({ connection: () => connection(template), log: silentLog, poolSize: 2 });
  await database.close();
  return { connection, template };
}

async function startOwn(): Promise<(database: string) => ClientConfig> {
  const dataDir = temporaryFolder();
  reapAtEnd('cluster', dataDir);
  const embedded = await startEmbeddedPostgres({
    dataDir,
    log: silentLog,
    binariesDir: sharedBinaries(),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' },
  });
  return embedded.connection;
}

/** One copy of the binaries for all test processes of this user. */
export function sharedBinaries(): string {
  const folder = join(tmpdir(), `sluice-test-binaries-${process.geteuid?.() ?? 'user'}`);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

function remote(url: string): (database: string) => ClientConfig {
  const { host, port, user, password } = new Client({ connectionString: url });
  return (database) => ({ host, port, user, password, database });
}

async function asAdministrator(connection: ClientConfig, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function freshName(kind: string): string {
  return `sluice_${kind}_${randomBytes(6).toString('hex')}`;
}
