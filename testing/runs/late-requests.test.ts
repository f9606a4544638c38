import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../server/database/sql.ts';
import { VERSION } from '../../server/version.ts';
import type { Id } from '../../shared/project/id.ts';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

// What a server does that was frozen and goes on: its agents have given up on it long ago, and have told another one since.

let world: RunWorld;
let operationId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/10', 'target');
});
afterAll(() => world.close());

const never = new AbortController().signal;
const nothingNew = { steps: [], messages: [], firstMessage: 0 };

/** How many requests wait for something that another transaction has locked. */
async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(world.server.database.db);
  return rows[0]?.count ?? 0;
}

/** Sends a request, and goes away while the server has it in hand; resolves when the server is done with it. */
async function sendLate(path: string, { agentId, credential }: { agentId: Id; credential: string }, body: unknown) {
  const { promise: sent, resolve: release } = Promise.withResolvers<void>();
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
  const holding = world.server.database.transaction(async (trx) => {
    await trx.selectFrom('agents').select('id').where('id', '=', agentId).forUpdate().execute();
    isLocked();
    await sent;
  });
  await locked;
  const caller = new AbortController();
  const request = fetch(new URL(path, world.server.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: caller.signal,
  }).catch(() => 'gone');
  await until('the server has it in hand', async () => (await waiting()) > 0);
  caller.abort();
  expect(await request).toBe('gone');
  // What comes after it is answered: the server knows by now that nobody waits for it.
  expect((await fetch(new URL('/api/health', world.server.url))).status).toBe(200);
  release();
  await holding;
  await until('the server is done with it', async () => (await waiting()) === 0);
  expect((await fetch(new URL('/api/health', world.server.url))).status).toBe(200);
}

async function holdRun() {
  const agent = await world.gateway();
  const runId = await world.project.run(operationId);
  const [run] = (await agent.gateway.claim(1, never)).runs;
  if (!run) throw new Error('nothing was taken');
  const step = { stepId: run.operation.steps[0]?.id ?? '', state: 'running' as const, bytes: 100, objects: 1 };
  const report = { runId, fence: run.fence, ...nothingNew };
  await agent.gateway.report({ reports: [{ ...report, steps: [step] }], running: 1 });
  const end = () => agent.gateway.report({ reports: [{ ...report, end: 'Success' }], running: 0 });
  return { agent, runId, step, report, end };
}

test('an old report does not put figures back', async () => {
  const { agent, runId, step, report, end } = await holdRun();
  const old = { ...report, steps: [{ ...step, bytes: 1 }] };
  await sendLate('/agent/v1/report', agent, { reports: [old], running: 1, state: 'Running' });
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Running', bytes: 100 });
  await end();
});

test('an old hello, and an old word that the agent has stopped, take no run from it', async () => {
  const { agent, runId, end } = await holdRun();
  const hello = { version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] };
  await sendLate('/agent/v1/hello', agent, hello);
  await sendLate('/agent/v1/report', agent, { reports: [], running: 0, state: 'Stopped' });
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Running', attempt: 1 });
  await end();
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Success', attempt: 1 });
});
