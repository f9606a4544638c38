import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../../testing/product/processes.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { silentLog, type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import type { StartupError } from '../settings/startup-error.ts';
import { takeFolderLock } from './folder-lock.ts';

let database: TestDatabase;
let other: Client;
beforeEach(async () => {
  database = await testDatabase();
  other = new Client(database.connection);
  await other.connect();
});
afterEach(async () => {
  await other.end();
  await database.close();
});

/** Waits for the lock as another process would, and has it as soon as it is free. */
async function queueUp(): Promise<void> {
  const { rows } = await other.query<{ pid: number; lock: string }>(
    `select pid, objid::text as lock from pg_locks where locktype = 'advisory'
     and database = (select oid from pg_database where datname = current_database())`,
  );
  const taken = other.query('select pg_advisory_lock($1)', [Number(rows[0]?.lock)]);
  const administrator = new Client(database.connection);
  await administrator.connect();
  const waits = async () => {
    const waiting = await administrator.query(`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`);
    return waiting.rowCount === 1;
  };
  await until('it to be next', waits);
  await administrator.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await administrator.end();
  await taken;
}

it('leaves the server running that belongs to the process which has the lock now', async () => {
  const dataDir = temporaryFolder();
  const lost: StartupError[] = [];
  const lock = await takeFolderLock({
    dataDir,
    connection: () => database.connection,
    log: silentLog,
    onLost: (error) => lost.push(error),
  });
  await writeFile(join(dataDir, 'server.json'), JSON.stringify({ pid: process.ppid }));
  await queueUp();
  await until('the loss to be told', () => lost.length > 0);
  let stops = 0;
  await lock.release(async () => {
    stops += 1;
  });
  expect([lost[0]?.code, stops]).toEqual(['folder-in-use', 0]);
});

it('stops the server before it lets go', async () => {
  const dataDir = temporaryFolder();
  const lock = await takeFolderLock({
    dataDir,
    connection: () => database.connection,
    log: silentLog,
    onLost: () => undefined,
  });
  const isFree = async () => {
    const { rows } = await other.query(`select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`);
    return rows.length === 0;
  };
  const seen: boolean[] = [];
  await lock.release(async () => {
    seen.push(await isFree());
  });
  expect(seen).toEqual([false]);
  await until('the lock to be free', isFree);
});
