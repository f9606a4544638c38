import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { gzipJson } from '../../agent/gzip-json.ts';
import { sweep } from '../../server/agents/sweeper.ts';
import { sql } from '../../server/database/sql.ts';
import { VERSION } from '../../server/version.ts';
import type { Id } from '../../shared/project/id.ts';
import { MOST_LOSSES, MOST_SUSPECT_LOSSES } from '../../shared/runs/losses.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import type { Cursor } from '../../shared/runs/transfers.ts';
import { type AgentProcess, startAgentProcess } from '../agents/agent-process.ts';
import { kill9 } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import { sweeperPartsOf } from './sweeper-parts.ts';

/** Many agents are lost, one after the other: two minutes where much else was done. */
const LONG_MS = 360_000;
vi.setConfig({ testTimeout: LONG_MS });
const never = new AbortController().signal;
const firstReport = { steps: [], messages: [], firstMessage: 0 };
const hello = { version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] };

let world: RunWorld;
let operationId: Id;
let gateway: Gateway;
let agentId: Id;
let runId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/10', 'target');
});
afterAll(() => world.close());
afterEach(async () => {
  if (!hasEnded((await run()).state)) await world.project.cancel(runId);
});

const run = () => world.project.getRun(runId);
const db = () => world.server.database.db;

async function submit(): Promise<void> {
  ({ gateway, agentId } = await world.gateway());
  await gateway.hello(hello, never);
  runId = await world.project.run(operationId);
}

/** Has the agent take the run, and tell that it has begun. Gives the fence. */
async function take({ begins = true } = {}): Promise<number> {
  const { runs } = await gateway.claim(1, never);
  expect(runs.map((one) => one.runId)).toEqual([runId]);
  const fence = runs[0]?.fence ?? 0;
  if (begins) await gateway.report({ reports: [{ runId, fence, ...firstReport }], running: 1 });
  return fence;
}

const ago = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;

/** As if the server were steady for long. */
async function isSteady(): Promise<void> {
  const { serverId } = world.server.app.core;
  await db()
    .updateTable('servers')
    .set({ steady_since: ago(1000), seen_at: ago(0) })
    .where('id', '=', serverId)
    .execute();
}

/** As if the server were steady for long, and the lease had just run out of an agent that was last heard of `silent` seconds ago. */
async function leaseEnds(silent = 11): Promise<void> {
  await isSteady();
  await db()
    .updateTable('agents')
    .set({ last_seen_at: ago(silent) })
    .where('id', '=', agentId)
    .execute();
  await db()
    .updateTable('runs')
    .set({ lease_until: ago(1) })
    .where('id', '=', runId)
    .execute();
  await sweep(sweeperPartsOf(world.server));
  // It is another start of the agent that takes it next.
  await gateway.hello(hello, never);
}

test('a run that five agents died with ends in Error, and the log says why', async () => {
  await submit();
  for (let attempt = 1; attempt <= MOST_SUSPECT_LOSSES; attempt += 1) {
    await take();
    await leaseEnds();
  }
  const ended = await run();
  expect(ended).toMatchObject({ state: 'Error', attempt: MOST_SUSPECT_LOSSES });
  expect(ended.steps.map((step) => step.state)).toEqual(['skipped', 'skipped']);
  expect(ended.lastMessage).toContain('5 agents were lost while they executed it');
});

test('the same when the agent is started again each time, and says so before its lease ends', async () => {
  await submit();
  for (let attempt = 1; attempt <= MOST_SUSPECT_LOSSES; attempt += 1) {
    await take();
    await isSteady();
    await gateway.hello(hello, never);
  }
  expect(await run()).toMatchObject({ state: 'Error', attempt: MOST_SUSPECT_LOSSES });
});

test('a run that had not begun is no suspect: it may be lost oftener, but not for ever', async () => {
  await submit();
  for (let attempt = 1; attempt <= MOST_LOSSES; attempt += 1) {
    expect(await run()).toMatchObject({ state: 'Submitted' });
    await take({ begins: false });
    await leaseEnds();
  }
  const ended = await run();
  expect(ended).toMatchObject({ state: 'Error', attempt: MOST_LOSSES });
  expect(ended.lastMessage).toContain(`lost its agent ${MOST_LOSSES} times`);
});

test('a run is not held responsible for agents that were lost when the server was, by lease or by a new start', async () => {
  await submit();
  for (let attempt = 1; attempt <= MOST_SUSPECT_LOSSES + 1; attempt += 1) {
    await take();
    if (attempt % 2 === 0) await world.server.restart();
    else {
      // The server had a break after it had heard of the agent.
      const { serverId } = world.server.app.core;
      await db()
        .updateTable('servers')
        .set({ seen_at: ago(6) })
        .where('id', '=', serverId)
        .execute();
    }
    await gateway.hello(hello, never);
    expect(await run()).toMatchObject({ state: 'Submitted' });
  }
  const { losses, suspect_losses } = await lossesOf();
  expect({ losses, suspect_losses }).toEqual({ losses: MOST_SUSPECT_LOSSES + 1, suspect_losses: 0 });
  const messages = await world.project.messages(runId);
  expect(messages.map(({ code, text }) => `${code}: ${text}`)[0]).toMatch(/^agent-lost: .*server was interrupted too/);
});

test('an agent that is there, but has nothing more to say of the run, was not brought down by it', async () => {
  await submit();
  for (let attempt = 1; attempt <= MOST_SUSPECT_LOSSES; attempt += 1) {
    await take();
    await leaseEnds(1);
  }
  expect(await run()).toMatchObject({ state: 'Submitted' });
});

test('a run over many objects that gets on outlives any number of agents', async () => {
  await submit();
  const cursor: Cursor = { after: '', count: 0, done: [], bytes: 0, objects: 0, skipped: 0, failed: 0 };
  for (let attempt = 1; attempt <= MOST_SUSPECT_LOSSES + 2; attempt += 1) {
    const fence = await take();
    const content = await gzipJson({ receipts: [], failures: [], cursor: { ...cursor, count: attempt } });
    await gateway.keepTransfers({ runId, number: attempt, fence, content }, never);
    await leaseEnds();
    expect(await lossesOf()).toMatchObject({ losses: 1, suspect_losses: 1 });
  }
  // It does not get on any more: those of before do not count.
  for (let lost = 2; lost <= MOST_SUSPECT_LOSSES; lost += 1) {
    const fence = await take();
    const content = await gzipJson({ receipts: [], failures: [], cursor: { ...cursor, count: 1 } });
    await gateway.keepTransfers({ runId, number: 100 + lost, fence, content }, never);
    await leaseEnds();
  }
  expect(await run()).toMatchObject({ state: 'Error' });
});

test.each([
  ['a while after it has begun', 'poison/600'],
  ['at once', 'poison/0'],
])('a run that kills its agent %s ends in Error, and others go on', async (_when, key) => {
  const { credential } = await world.gateway();
  const poison = await world.draw('bytes/10', key);
  runId = await world.project.run(poison);
  const program = [join(import.meta.dirname, 'poison-agent.ts')];
  let agent: AgentProcess | undefined;
  let isOver = false;
  let starts = 0;
  const keep = async () => {
    while (!isOver) {
      agent = startAgentProcess(world.server.url, { SLUICE_AGENT_CREDENTIAL: credential }, program);
      starts += 1;
      await agent.exited;
    }
  };
  const kept = keep();
  expect(await world.project.ended(runId)).toMatchObject({ state: 'Error' });
  const { attempt } = await run();
  expect(attempt).toBeGreaterThanOrEqual(MOST_SUSPECT_LOSSES);
  expect(attempt).toBeLessThanOrEqual(MOST_LOSSES);
  expect(starts).toBeGreaterThanOrEqual(attempt);
  const others = await Promise.all([1, 2, 3].map(() => world.project.run(operationId)));
  for (const other of others) expect(await world.project.ended(other)).toMatchObject({ state: 'Success' });
  isOver = true;
  if (agent) await kill9(agent.pid);
  await kept;
});

function lossesOf() {
  return db().selectFrom('runs').select(['losses', 'suspect_losses']).where('id', '=', runId).executeTakeFirstOrThrow();
}
