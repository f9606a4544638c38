import { Kysely, PostgresDialect } from 'kysely';
import type { ClientConfig } from 'pg';
import type { DatabaseLog } from './log.ts';
import { createPool, endPool } from './pool.ts';
import type { Queryable } from './sql.ts';
import type { Tables } from './tables.ts';

/** Opens a database as it is, for a program beside the server: no migrations, no queue, nothing listened to. */
export function openTables(
  connection: () => ClientConfig,
  log: DatabaseLog,
): { db: Queryable; close(): Promise<void> } {
  const pool = createPool(connection, 2, log);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => endPool(pool) };
}
