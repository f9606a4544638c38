import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { isDatabaseUnavailable } from './pool.ts';
import { sql } from './sql.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.db.insertInto('installation').values({ key: 'locked', value: '1' }).execute();
});
afterAll(() => database.close());

const lock = (where: TestDatabase['db']) =>
  where.selectFrom('installation').select('key').where('key', '=', 'locked').forUpdate().execute();

test('a transaction whose server is frozen gives free what it has locked, and changes nothing when it goes on', async () => {
  const { rows } = await sql<{ idle: string }>`
    select current_setting('idle_in_transaction_session_timeout') as idle`.execute(database.db);
  expect(rows).toEqual([{ idle: '5s' }]);
  const frozen = database.transaction(async (trx) => {
    await sql`set local idle_in_transaction_session_timeout = 50`.execute(trx);
    await lock(trx);
    // As if this server did not go on before another one has had what it waits for.
    await database.transaction((other) => lock(other));
    await trx.updateTable('installation').set({ value: '2' }).where('key', '=', 'locked').execute();
  });
  const error: unknown = await frozen.catch((thrown: unknown) => thrown);
  expect(isDatabaseUnavailable(error), String(error)).toBe(true);
  const row = await database.db.selectFrom('installation').select('value').where('key', '=', 'locked').execute();
  expect(row).toEqual([{ value: 1 }]);
});
