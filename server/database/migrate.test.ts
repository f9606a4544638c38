import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { migrate } from './migrate.ts';
import { sql } from './sql.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(temporaryFolder(), 'migrations-'));
  cpSync(join(import.meta.dirname, 'migrations'), folder, { recursive: true });
});
afterEach(() => database.close());

function add(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function tables(): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select tablename as name from pg_tables where tablename like 'm\_%' order by 1`.execute(database.db);
  return found.rows.map(({ name }) => name);
}

it('has nothing to do a second time', async () => {
  expect(await migrate(database.connection, folder)).toEqual([]);
  const recorded = await database.db.selectFrom('schema_migrations').select('name').orderBy('name').execute();
  expect(recorded.map(({ name }) => name)).toEqual(readdirSync(folder).sort());
});

it('applies new files once and in order, however many processes try at the same time', async () => {
  add('9001-one.sql', 'create table m_one (id int primary key); select pg_sleep(0.1);');
  add('9002-two.sql', 'create table m_two (id int references m_one); insert into m_one values (1);');
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(database.connection, folder)));
  expect(applied.flat().sort()).toEqual(['9001-one.sql', '9002-two.sql']);
  expect(await tables()).toEqual(['m_one', 'm_two']);
});

it('rolls a failing file back, keeps the ones before it, and goes on when it is mended', async () => {
  add('9001-one.sql', 'create table m_one (id int);');
  add('9002-two.sql', 'create table m_two (id int); select 1 / 0;');
  await expect(migrate(database.connection, folder)).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringMatching(/9002-two\.sql.*division by zero/),
  });
  expect(await tables()).toEqual(['m_one']);
  add('9002-two.sql', 'create table m_two (id int);');
  expect(await migrate(database.connection, folder)).toEqual(['9002-two.sql']);
});

it('refuses a file that was changed after it was applied, but not its line ends', async () => {
  add('9001-one.sql', 'create table m_one (\n  id int\n);\n');
  await migrate(database.connection, folder);
  add('9001-one.sql', 'create table m_one (\r\n  id int\r\n);\r\n');
  expect(await migrate(database.connection, folder)).toEqual([]);
  add('9001-one.sql', 'create table m_one (id bigint);');
  await expect(migrate(database.connection, folder)).rejects.toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('9001-one.sql'),
  });
});

it('refuses a database that a newer version has written', async () => {
  add('9001-one.sql', 'create table m_one (id int);');
  await migrate(database.connection, folder);
  await expect(migrate(database.connection)).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringContaining('9001-one.sql'),
  });
});
