import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { sql, type Transaction } from '../database/sql.ts';
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

/** In a transaction the database's clock stands still: nothing depends on how long a test takes. */
function atOneInstant(work: (trx: Transaction) => Promise<void>): Promise<void> {
  return database.transaction(async (trx) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
    await work(trx);
  });
}

/** How a server stands in the table, by how many seconds ago. */
async function stands(trx: Transaction, steady: number, seen: number, id = SERVER): Promise<void> {
  const ago = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;
  const values = { steady_since: ago(steady), seen_at: ago(seen) };
  await trx
    .insertInto('servers')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

async function heard(trx: Transaction, secondsAgo: number, by: string | null = SERVER): Promise<void> {
  const last_seen_at = sql<Date>`now() - make_interval(secs => ${secondsAgo})`;
  await trx.updateTable('agents').set({ last_seen_at, heard_by: by }).where('id', '=', 'agt_1').execute();
}

const facts = async (trx: Transaction) => (await factsOf(trx, ['agt_1'])).get('agt_1');
const steady = (trx: Transaction) => steadySeconds(trx, SERVER);

beforeEach(() => database.db.deleteFrom('servers').execute());

test('a server is steady from its start on, and from the end of a break on', () =>
  atOneInstant(async (trx) => {
    expect(await steady(trx)).toBe(0);
    await beginServer(trx, SERVER);
    await stands(trx, 1000, 4);
    await tellSteady(trx, SERVER);
    expect(await steady(trx)).toBeGreaterThan(999);
    await stands(trx, 1000, 6);
    expect(await steady(trx)).toBe(0);
    await tellSteady(trx, SERVER);
    expect(await steady(trx)).toBeLessThan(900);
  }));

test('a start at the same place begins anew, however shortly after; servers that are gone are forgotten', () =>
  atOneInstant(async (trx) => {
    await stands(trx, 1000, 0.5);
    await stands(trx, 200_000, 100_000, 'srv_gone');
    await stands(trx, 2000, 100, 'srv_other');
    await beginServer(trx, SERVER);
    expect(await steady(trx)).toBeLessThan(900);
    const rows = await trx.selectFrom('servers').select('id').orderBy('id').execute();
    expect(rows.map(({ id }) => id)).toEqual([SERVER, 'srv_other']);
  }));

test('an agent is lost with its server steady only when that has heard it last, goes on, and had no break since', () =>
  atOneInstant(async (trx) => {
    await heard(trx, 12);
    await stands(trx, 1000, 0.5);
    expect(await facts(trx)).toEqual({ isHeardOf: false, isServerSteady: true });
    // Started, or back from a break, since.
    await stands(trx, 3, 0.5);
    expect(await facts(trx)).toMatchObject({ isServerSteady: false });
    // Gone itself, or frozen.
    await stands(trx, 1000, 9);
    expect(await facts(trx)).toMatchObject({ isServerSteady: false });
    // Another one goes on, which had not heard of it.
    await stands(trx, 1000, 0.5, 'srv_other');
    expect(await facts(trx)).toMatchObject({ isServerSteady: false });
    await heard(trx, 12, null);
    expect(await facts(trx)).toMatchObject({ isServerSteady: false });
  }));

test('an agent that was heard of a moment ago is there', () =>
  atOneInstant(async (trx) => {
    await stands(trx, 1000, 0.5);
    await heard(trx, 1);
    expect(await facts(trx)).toEqual({ isHeardOf: true, isServerSteady: true });
  }));
