import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { sql } from '../database/sql.ts';
import { beginServer, factsOf, steadySeconds, tellSteady } from './steadiness.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.db
    .insertInto('agents')
    .values({
      id: 'agt_1',
      name: 'agent',
      agent_group_id: 'grp_cloud',
      credential_hash: Buffer.alloc(32),
      connectors: '{}',
    })
    .execute();
});
afterAll(() => database.close());

const SERVER = 'srv_1';

/** How a server stands in the table, by how many seconds ago. */
async function stands(steady: number, seen: number, id = SERVER): Promise<void> {
  const ago = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;
  const values = { steady_since: ago(steady), seen_at: ago(seen) };
  await database.db
    .insertInto('servers')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

async function heard(secondsAgo: number, by: string | null = SERVER): Promise<void> {
  const last_seen_at = sql<Date>`now() - make_interval(secs => ${secondsAgo})`;
  await database.db.updateTable('agents').set({ last_seen_at, heard_by: by }).where('id', '=', 'agt_1').execute();
}

const facts = () => database.transaction(async (trx) => (await factsOf(trx, ['agt_1'])).get('agt_1'));
const steady = () => steadySeconds(database.db, SERVER);

beforeEach(() => database.db.deleteFrom('servers').execute());

test('a server is steady from its start on, and from the end of a break on', async () => {
  expect(await steady()).toBe(0);
  await beginServer(database.db, SERVER);
  await stands(1000, 4);
  await tellSteady(database.db, SERVER);
  expect(await steady()).toBeGreaterThan(999);
  await stands(1000, 6);
  expect(await steady()).toBe(0);
  await tellSteady(database.db, SERVER);
  expect(await steady()).toBeLessThan(900);
});

test('a start at the same place begins anew, however shortly after; servers that are gone are forgotten', async () => {
  await stands(1000, 0.5);
  await stands(200_000, 100_000, 'srv_gone');
  await stands(2000, 100, 'srv_other');
  await beginServer(database.db, SERVER);
  expect(await steady()).toBeLessThan(900);
  const rows = await database.db.selectFrom('servers').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual([SERVER, 'srv_other']);
});

test('an agent is lost with its server steady only when that has heard it last, goes on, and had no break since', async () => {
  await heard(12);
  await stands(1000, 0.5);
  expect(await facts()).toEqual({ isHeardOf: false, isServerSteady: true });
  // Started, or back from a break, since.
  await stands(3, 0.5);
  expect(await facts()).toMatchObject({ isServerSteady: false });
  // Gone itself, or frozen.
  await stands(1000, 9);
  expect(await facts()).toMatchObject({ isServerSteady: false });
  // Another one goes on, which had not heard of it.
  await stands(1000, 0.5, 'srv_other');
  expect(await facts()).toMatchObject({ isServerSteady: false });
  await heard(12, null);
  expect(await facts()).toMatchObject({ isServerSteady: false });
});

test('an agent that was heard of a moment ago is there', async () => {
  await stands(1000, 0.5);
  await heard(1);
  expect(await facts()).toEqual({ isHeardOf: true, isServerSteady: true });
});
