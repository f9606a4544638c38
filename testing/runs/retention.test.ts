import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from '../../server/database/sql.ts';
import { removeBatch, removeOldRuns } from '../../server/runs/retention.ts';
import type { Id } from '../../shared/project/id.ts';
import { isManual } from '../../shared/runs/run.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

const OLD = 1_000;
let world: RunWorld;
let operationId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  await world.startAgent();
  operationId = await world.draw('bytes/1', 'target');
  await world.project.ended(await world.project.run(operationId));
});
afterAll(() => world.close());

/** Runs that ended a day too long ago or longer, the first one the longest ago, each with a log and what it is found by. */
beforeEach(async () => {
  const { db } = world.server.database;
  await sql`delete from runs where id like 'run_old%'`.execute(db);
  await sql`
    insert into runs (id, project_id, operation_id, operation_name, deployment_id, agent_group_id, state, submitted_at, ended_at)
    select 'run_old' || n, ${world.project.projectId}, ${operationId}, 'Old', 'dep_old', 'grp_cloud', 'Success', at, at
    from (
      select n, now() - interval '31 days' - interval '1 second' * (${OLD}::integer - n) as at
      from generate_series(1, ${OLD}::integer) as n) as drawn`.execute(db);
  await sql`
    insert into run_messages (run_id, number, at, level, code, text)
    select 'run_old' || n, m, now(), 'info', 'x', 'line ' || m
    from generate_series(1, ${OLD}::integer) as n, generate_series(1, 5) as m`.execute(db);
  await sql`
    insert into run_texts (run_id, project_id, number, words)
    select id, project_id, number, to_tsvector('simple', 'line') from runs where id like 'run_old%'`.execute(db);
});

async function left(table: string, column: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from ${sql.table(table)} where ${sql.ref(column)} like 'run_old%'`.execute(
    world.server.database.db,
  );
  return rows[0]?.count ?? 0;
}

test('old runs are removed some at a time, those that ended first before the others', async () => {
  const { db } = world.server.database;
  const count = await removeBatch(db, 30);
  expect(count).toBeLessThan(OLD / 2);
  expect(await left('runs', 'id')).toBe(OLD - count);
  const { rows } = await sql<{ id: Id }>`select id from runs where id in ('run_old1', ${`run_old${OLD}`})`.execute(db);
  expect(rows).toEqual([{ id: `run_old${OLD}` }]);
  expect(await removeOldRuns(db, 30)).toBe(OLD - count);
  for (const [table, column] of [
    ['runs', 'id'],
    ['run_messages', 'run_id'],
    ['run_texts', 'run_id'],
  ] as const)
    expect(await left(table, column)).toBe(0);
});

test('a run whose parent is removed is still known as started by an action, and is nobody’s last run', async () => {
  const child = await world.draw('bytes/1', 'child');
  const parent = await world.draw('bytes/1', 'parent');
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: child } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  const parentRun = await world.project.run(parent);
  await world.project.ended(parentRun);
  const below = async () => (await world.project.runs(`?operationId=${child}`)).runs;
  await expect.poll(async () => (await below()).map(({ state }) => state)).toEqual(['Success']);
  const { db } = world.server.database;
  await sql`update runs set ended_at = now() - interval '31 days' where id = ${parentRun}`.execute(db);
  await removeOldRuns(db, 30);
  const [kept] = await below();
  expect(kept).toMatchObject({ parentRunId: null, isOrphan: true });
  expect(kept && isManual(kept)).toBe(false);
  expect((await world.project.state()).lastRuns.map(({ operationId }) => operationId)).not.toContain(child);
});

test('while old runs are being removed others are started, reported, looked for and end', async () => {
  await world.server.database.transaction(async (trx) => {
    expect(await removeBatch(trx, 30)).toBeGreaterThan(0);
    const runId = await world.project.run(operationId);
    expect((await world.project.ended(runId)).state).toBe('Success');
    const { runs } = await world.project.runs('?message=done&limit=5');
    expect(runs.map(({ id }) => id)).toContain(runId);
  });
});

test('two servers remove at once, and what somebody works on is left for the next time', async () => {
  const { database } = world.server;
  await database.transaction(async (trx) => {
    await sql`select from runs where id = 'run_old7' for update`.execute(trx);
    const counts = await Promise.all([removeOldRuns(database.db, 30), removeOldRuns(database.db, 30)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(OLD - 1);
    expect(await left('runs', 'id')).toBe(1);
  });
  expect(await removeOldRuns(database.db, 30)).toBe(1);
});
