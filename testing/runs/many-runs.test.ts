import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Transaction } from '../../server/database/sql.ts';
import { lockExpired, lockNotHeld } from '../../server/runs/lose.ts';
import { selectMessages } from '../../server/runs/messages.ts';
import { selectLastRuns } from '../../server/runs/queries.ts';
import { searchRuns } from '../../server/runs/search.ts';
import type { Id } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

const RUNS = 30_000;
let world: RunWorld;
let operationId: Id;

beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/1000', 'target');
  await world.project.run(operationId);
  const { db } = world.server.database;
  await sql`
    insert into runs (id, project_id, operation_id, operation_name, deployment_id, agent_group_id, state, ended_at)
    select 'run_old' || n, ${world.project.projectId}, ${operationId}, 'Old', 'dep_old', 'grp_cloud', 'Success', now()
    from generate_series(1, ${RUNS}::integer) as n`.execute(db);
  await sql`
    insert into run_messages (run_id, number, at, level, code, text)
    select 'run_old' || (n % 100 + 1), n / 100 + 1, now(), 'info', 'x', 'line'
    from generate_series(0, 49999) as n`.execute(db);
  await sql`
    insert into run_texts (run_id, project_id, number, duration, bytes, objects, messages, words)
    select id, project_id, number, number % 7, number % 1000, 1, 2, to_tsvector('simple',
      'copied order ' || case when number % 3 = 0 then 'third ' else '' end || case when number = 12345 then 'unique' else '' end)
    from runs where id like 'run_old%'`.execute(db);
  await sql`vacuum analyze`.execute(db);
  // Some hundred thousand rows are written.
}, 240_000);
afterAll(() => world.close());

/** How many rows of `runs` and `run_messages` the work makes the database look at. */
function rowsRead(work: (trx: Transaction) => Promise<unknown>): Promise<number> {
  return world.server.database.transaction(async (trx) => {
    const count = async () => {
      const { rows } = await sql<{ read: number }>`
        select sum(seq_tup_read + idx_tup_fetch)::float8 as read from pg_stat_xact_user_tables
        where relname in ('runs', 'run_messages', 'run_texts')`.execute(trx);
      return rows[0]?.read ?? 0;
    };
    const before = await count();
    await work(trx);
    return (await count()) - before;
  });
}

test('a page of runs reads a page of rows, whatever the filter and however many there are', async () => {
  const { projectId } = world.project;
  const limit = 50;
  const place = { value: 15_000, number: 15_000 };
  const hour = 3_600_000;
  const filters = [
    {},
    { sort: 'oldest' as const },
    { operationId },
    { operation: 'old' },
    { operation: 'nothing of the kind' },
    { states: ['Submitted' as const] },
    { states: ['Success' as const], after: place },
    { top: true, after: place },
    { from: new Date(Date.now() - hour) },
    { from: new Date(Date.now() + 2 * hour) },
    { to: new Date(Date.now() - 2 * hour) },
    { sort: 'longest' as const },
    { sort: 'most-bytes' as const },
    { sort: 'most-bytes' as const, after: { value: 500, number: 15_500 } },
  ];
  for (const filter of filters) {
    const read = await rowsRead((trx) => searchRuns(trx, projectId, { sort: 'newest', ...filter, limit }));
    expect(read, JSON.stringify(filter)).toBeLessThanOrEqual(3 * limit);
  }
});

test('words that many runs have are looked for run by run, rare ones by index: some hundred rows are read', async () => {
  const { projectId } = world.project;
  const limit = 50;
  const find = (message: string, sort: 'newest' | 'oldest' = 'newest') =>
    rowsRead(async (trx) => {
      found = (await searchRuns(trx, projectId, { sort, message, limit })).map(({ row }) => row.number);
    });
  let found: number[] = [];
  const most = 1_000;
  for (const message of ['copied', 'c', 'copied order', 'third', 'copied thi']) {
    expect(await find(message), message).toBeLessThanOrEqual(most);
    expect(found, message).toHaveLength(limit);
    if (message.includes('thi')) expect(found.every((number) => number % 3 === 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => b - a));
  }
  for (const message of ['unique', 'copied order unique', 'uni third']) {
    expect(await find(message, 'oldest'), message).toBeLessThanOrEqual(most);
    expect(found, message).toEqual([12_345]);
  }
  for (const message of ['nothing of the kind', 'copied nothing']) {
    expect(await find(message), message).toBeLessThanOrEqual(most);
    expect(found, message).toEqual([]);
  }
});

test('so do the newest runs, a page of messages, and what is looked for every second', async () => {
  const reads = [
    (trx: Transaction) => selectLastRuns(trx, world.project.projectId),
    (trx: Transaction) => selectMessages(trx, 'run_old5', 100, 50),
    (trx: Transaction) => lockExpired(trx, 50),
    (trx: Transaction) => lockNotHeld(trx, 'agt_x', []),
  ];
  for (const read of reads) expect(await rowsRead(read)).toBeLessThanOrEqual(100);
});
