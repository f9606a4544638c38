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
  await sql`analyze`.execute(db);
});
afterAll(() => world.close());

/** How many rows of `runs` and `run_messages` the work makes the database look at. */
function rowsRead(work: (trx: Transaction) => Promise<unknown>): Promise<number> {
  return world.server.database.transaction(async (trx) => {
    const count = async () => {
      const { rows } = await sql<{ read: number }>`
        select sum(seq_tup_read + idx_tup_fetch)::float8 as read from pg_stat_xact_user_tables
        where relname in ('runs', 'run_messages')`.execute(trx);
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
    { message: 'nothing of the kind' },
  ];
  for (const filter of filters) {
    const read = await rowsRead((trx) => searchRuns(trx, projectId, { sort: 'newest', ...filter, limit }));
    expect(read, JSON.stringify(filter)).toBeLessThanOrEqual(2 * limit);
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
