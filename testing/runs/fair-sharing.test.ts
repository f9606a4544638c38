import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { sql } from '../../server/database/sql.ts';
import { placesAfter } from '../../server/runs/fair-order.ts';
import { moveOn, takePlaces } from '../../server/runs/places.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import type { Id } from '../../shared/project/id.ts';
import { ProjectClient } from '../product/api-client.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import { endLease } from './sweeper-parts.ts';

const PATIENT_MS = 180_000;
vi.setConfig({ testTimeout: PATIENT_MS });
const GROUP = 'grp_cloud';
const never = new AbortController().signal;

let world: RunWorld;
let gateway: Gateway;
/** Two projects with an operation each. */
let first: Asking;
let second: Asking;

interface Asking {
  projectId: Id;
  submit(count: number): Promise<Id[]>;
}

beforeAll(async () => {
  world = await startRunWorld();
  ({ gateway } = await world.gateway());
  first = await asking('First');
  second = await asking('Second');
}, PATIENT_MS);
afterAll(() => world.close());
// After the first test some two thousand wait.
beforeEach(() => takeAll(), PATIENT_MS);

async function asking(name: string): Promise<Asking> {
  const project = await ProjectClient.create(world.server.url, name);
  const connectionId = await project.connect('Storage', {
    url: 'http://127.0.0.1:9',
    accessKeyId: 'key',
    secretAccessKey: 'the-secret',
  });
  const step = (type: string) => ({
    connectionId,
    type,
    name: type,
    settings: { bucketOptions: 'text', bucket: 'bucket', key: 'key' },
  });
  const operationId = await project.draw('Copy', [step('get-object'), step('put-object')]);
  await project.deploy([operationId]);
  return {
    projectId: project.projectId,
    submit: async (count) => {
      const runIds: Id[] = [];
      while (runIds.length < count) {
        const together = Math.min(50, count - runIds.length);
        runIds.push(...(await Promise.all(Array.from({ length: together }, () => project.run(operationId, false)))));
      }
      return runIds;
    },
  };
}

/** Takes what comes next and ends it; gives the ids in the order in which they came. */
async function take(slots: number): Promise<Id[]> {
  const { runs } = await gateway.claim(slots, never);
  const reports = runs.map(({ runId, fence }) => {
    return { runId, fence, steps: [], messages: [], firstMessage: 0, end: 'Success' as const };
  });
  await gateway.report({ reports, running: 0 });
  return runs.map(({ runId }) => runId);
}

async function waitingRuns(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from runs where state = 'Submitted'`.execute(world.server.database.db);
  return rows[0]?.count ?? 0;
}

async function takeAll(): Promise<Id[]> {
  const taken: Id[] = [];
  while ((await waitingRuns()) > 0) taken.push(...(await take(50)));
  return taken;
}

test(
  'one project has 2,000 runs waiting: ten of another are done after about ten of them',
  async () => {
    const many = new Set(await first.submit(2_000));
    for (let count = 0; count < 5; count += 1) await take(20);
    const few = new Set(await second.submit(10));
    let ofMany = 0;
    while (few.size > 0)
      for (const runId of await take(4)) {
        if (many.has(runId)) ofMany += 1;
        few.delete(runId);
      }
    expect(ofMany).toBeLessThanOrEqual(20);
    expect(ofMany).toBeGreaterThanOrEqual(8);
  },
  PATIENT_MS,
);

test(
  'one that submits again and again does not starve what waited before',
  async () => {
    const waited = new Set(await first.submit(60));
    await second.submit(20);
    let others = 0;
    while (waited.size > 0) {
      await second.submit(4);
      for (const runId of await take(4)) if (!waited.delete(runId)) others += 1;
    }
    expect(others).toBeLessThanOrEqual(70);
  },
  PATIENT_MS,
);

test('within a project, runs start in the order in which they were submitted', async () => {
  const submitted: Id[] = [];
  for (let count = 0; count < 30; count += 1) {
    submitted.push(...(await first.submit(1)));
    if (count % 3 === 0) await second.submit(2);
  }
  const taken = (await takeAll()).filter((runId) => submitted.includes(runId));
  expect(taken).toEqual(submitted);
});

test('a run whose agent is lost keeps its place before all that were submitted after it', async () => {
  const [lost] = await first.submit(1);
  await gateway.claim(1, never);
  await first.submit(20);
  await second.submit(20);
  await endLease(world.server, lost ?? '');
  expect(await take(1)).toEqual([lost]);
});

test('the database gives the places of the plan, whatever came before', async () => {
  const { transaction, db } = world.server.database;
  const step = fc.record({ counts: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(5)), handedOut: fc.nat(40) });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      round += 1;
      const group = `grp_plan${round}`;
      await sql`insert into agent_groups (id, name, kind) values (${group}, ${group}, 'cloud')`.execute(db);
      await createRunQueue(world.server.database).prepare(group);
      const lasts = new Map<string, number>();
      let virtualTime = 0;
      for (const { counts, handedOut } of steps) {
        const wanted = Object.entries(counts).map(([id, count]) => {
          return { agent_group_id: group, project_id: id, count };
        });
        const planned = wanted.map(({ project_id, count }) => {
          const places = placesAfter(lasts.get(project_id) ?? null, virtualTime, count);
          lasts.set(project_id, places.last);
          return places.first;
        });
        expect(await transaction((trx) => takePlaces(trx, wanted))).toEqual(planned);
        await transaction((trx) => moveOn(group, sql`${handedOut}::bigint`).execute(trx));
        virtualTime = Math.max(virtualTime, handedOut);
      }
    }),
    { numRuns: 25 },
  );
});

test('many submissions at once, of several projects in any order, wait for each other but for no deadlock', async () => {
  const { transaction } = world.server.database;
  const projects = ['x', 'y', 'z'];
  const given = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const order = [...projects.slice(index % 3), ...projects.slice(0, index % 3)];
      const wanted = order.map((project_id) => ({ agent_group_id: GROUP, project_id, count: 2 }));
      const places = await transaction((trx) => takePlaces(trx, wanted));
      return order.map((project, place) => `${project} ${places[place]}`);
    }),
  );
  expect(new Set(given.flat()).size).toBe(180);
});

test('places grow beyond what priorities hold: the base is moved, and the order stays', async () => {
  const { database } = world.server;
  const waited = await first.submit(3);
  // As if a thousand million runs had gone.
  await sql`update run_queues set virtual_time = virtual_time + 2000000000 where agent_group_id = ${GROUP}`.execute(
    database.db,
  );
  const later = await second.submit(3);
  await createRunQueue(database).tidy();
  const { rows } = await sql<{ left: number }>`
    select virtual_time - base as left from run_queues where agent_group_id = ${GROUP}`.execute(database.db);
  expect(rows).toEqual([{ left: 0 }]);
  const last = await second.submit(1);
  const taken = [...(await take(3)), ...(await take(3)), ...(await take(10))];
  expect(new Set(taken.slice(0, 3))).toEqual(new Set(waited));
  expect(taken.slice(3)).toEqual([...later, ...last]);
});

test(
  'taking runs and submitting some reads few rows, with 20,000 waiting that the statistics do not know of',
  async () => {
    const { database } = world.server;
    const queue = createRunQueue(database);
    // The groups of the tests above: a table of few rows is read as a whole, which costs nothing and is not what is looked for.
    await sql`delete from run_queues where agent_group_id <> ${GROUP}`.execute(database.db);
    const fill = Array.from({ length: 20_000 }, (_, index) => {
      return { id: `run_fill${index}`, agent_group_id: GROUP, place: 2_000_000_000 + index, chain_agent_id: null };
    });
    await sql`alter table pgboss.job_common set (autovacuum_enabled = false)`.execute(database.db);
    await sql`vacuum analyze`.execute(database.db);
    for (let sent = 0; sent < fill.length; sent += 2_000)
      await database.transaction((trx) => queue.send(trx, fill.slice(sent, sent + 2_000)));
    const few = 4;
    const read = await database.transaction(async (trx) => {
      const rowsRead = async () => {
        const { rows } = await sql<{ count: number }>`
          select sum(seq_tup_read + idx_tup_fetch)::float8 as count from pg_stat_xact_user_tables
          where relname in ('job_common', 'run_queues', 'run_places')`.execute(trx);
        return rows[0]?.count ?? 0;
      };
      const before = await rowsRead();
      expect(await queue.take(trx, GROUP, few)).toHaveLength(few);
      await takePlaces(trx, [{ agent_group_id: GROUP, project_id: first.projectId, count: few }]);
      await queue.send(trx, fill.slice(0, few));
      return (await rowsRead()) - before;
    });
    expect(read).toBeLessThanOrEqual(20 * few);
  },
  PATIENT_MS,
);
