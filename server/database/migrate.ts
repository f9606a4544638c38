import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { StartupError } from '../settings/startup-error.ts';
import { messageOf } from './log.ts';

/** One file of `migrations/`. */
type Migration = { name: string; text: string; checksum: string };

/** The product's own migrations. */
const productMigrations = join(import.meta.dirname, 'migrations');

/** Any number, always the same: the lock that lets one process migrate at a time. */
const migrationLock = 7_235_119;

/**
 * Brings the database up to date: applies the SQL files of a folder, `0001-name.sql` and on, that are not yet
 * recorded in `schema_migrations`, in order, each in one transaction. Several processes may do this at once.
 * @returns the names of the files applied by this call.
 * @throws StartupError `migration-changed` when an applied file is not what it was, `database-newer` when the
 * database has migrations that we don't know, `migration-failed`.
 */
export async function migrate(connection: ClientConfig, folder: string = productMigrations): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client(connection);
  // The pending query fails with the same error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const applied: string[] = [];
    for (;;) {
      const name = await applyNext(client, migrations);
      if (name === null) return applied;
      applied.push(name);
    }
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      // A checkout may have turned the line ends.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** Applies the first migration that is missing; answers its name, or null when none is. */
async function applyNext(client: Client, migrations: Migration[]): Promise<string | null> {
  await client.query('begin');
  try {
    // Held to the end of the transaction, so that it works behind a connection pooler too.
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    const next = nextMigration(migrations, await readApplied(client));
    if (next !== null) await apply(client, next);
    await client.query('commit');
    return next?.name ?? null;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function readApplied(client: Client): Promise<Map<string, string>> {
  await client.query('set local client_min_messages = warning');
  await client.query(
    `create table if not exists schema_migrations (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations',
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function nextMigration(migrations: Migration[], applied: Map<string, string>): Migration | null {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StartupError(
      'database-newer',
      `The database was written by a newer version of Sluice: it has ${unknown.join(', ')}, which this version does ` +
        'not know. Start the newer version, or use another database or data folder.',
    );
  }
  const changed = migrations.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (changed !== undefined) {
    throw new StartupError(
      'migration-changed',
      `The migration ${changed.name} was applied to this database in another form than it has now. A migration must ` +
        'not change once it was released: put the file back as it was, and add a new one.',
    );
  }
  return migrations.find(({ name }) => !applied.has(name)) ?? null;
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.text);
  } catch (cause) {
    throw new StartupError(
      'migration-failed',
      `The migration ${migration.name} failed and was rolled back: ${messageOf(cause)}.`,
      { cause },
    );
  }
  const { name, checksum } = migration;
  await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
}
