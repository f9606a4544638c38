import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGateway, type Gateway, GatewayError } from '../../agent/gateway.ts';
import { VERSION } from '../../server/version.ts';
import type { Id } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import { endLease } from './sweeper-parts.ts';

let world: RunWorld;
let operationId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/10', 'target');
});
afterAll(() => world.close());

const never = new AbortController().signal;
const firstReport = { steps: [], messages: [], firstMessage: 0 };

/** Takes a run, asking until there is one, as agents do: an answer comes after five seconds at most. */
async function take(gateway: Gateway) {
  for (;;) {
    const [run] = (await gateway.claim(1, never)).runs;
    if (run) return run;
  }
}

/** What an agent is told to cancel, through the claim that it keeps open. */
async function toldToCancel(gateway: Gateway) {
  for (;;) {
    const { cancel } = await gateway.claim(0, never);
    if (cancel.length > 0) return cancel;
  }
}

function message(text: string) {
  return { at: new Date().toISOString(), level: 'info' as const, code: 'test', text };
}

const letLeaseEnd = (runId: Id) => endLease(world.server, runId);

test('an operation that was never deployed is not run, and an unknown one neither', async () => {
  const undeployed = await world.draw('bytes/1', 'x');
  await expect(world.project.run(undeployed, false)).rejects.toMatchObject({ status: 409, code: 'not-deployed' });
  await expect(world.project.run('opn_unknown', true)).rejects.toMatchObject({ code: 'operation-unknown' });
});

test('the assignment holds the secret in the clear, and nothing that the browser gets does', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const assignment = await take(gateway);
  expect(assignment.runId).toBe(runId);
  expect(Object.values(assignment.connections)[0]?.settings.secretAccessKey).toBe('the-secret');
  expect(JSON.stringify(await world.project.state())).not.toContain('the-secret');
  const { rows } = await world.server.database.db
    .selectFrom('deployment_snapshots')
    .select('snapshot')
    .execute()
    .then((all) => ({ rows: JSON.stringify(all) }));
  expect(rows).not.toContain('the-secret');
  await gateway.report({ reports: [{ runId, fence: assignment.fence, ...firstReport, end: 'Success' }], running: 0 });
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Success' });
});

test('a run waits as Submitted until an agent asks, and is taken by one of those that ask at once', async () => {
  const runIds = new Set<Id>();
  for (let count = 0; count < 20; count += 1) runIds.add(await world.project.run(operationId));
  const agents = await Promise.all(Array.from({ length: 4 }, () => world.gateway()));
  const claims = await Promise.all(agents.map(({ gateway }) => gateway.claim(5, never)));
  const taken = claims.flatMap(({ runs }) => runs.map((run) => run.runId));
  expect(new Set(taken).size).toBe(taken.length);
  for (const [index, { runs }] of claims.entries()) {
    const reports = runs.map(({ runId, fence }) => ({ runId, fence, ...firstReport, end: 'Success' as const }));
    await agents[index]?.gateway.report({ reports, running: 0 });
  }
  const rest = [...runIds].filter((runId) => !taken.includes(runId));
  const states = await Promise.all(rest.map(async (runId) => (await world.project.getRun(runId)).state));
  expect(new Set(states).size).toBeLessThanOrEqual(1);
  for (let left = rest.length; left > 0; ) {
    const gateway = agents[0]?.gateway as Gateway;
    const { runs } = await gateway.claim(5, never);
    const reports = runs.map(({ runId, fence }) => ({ runId, fence, ...firstReport, end: 'Success' as const }));
    await gateway.report({ reports, running: 0 });
    left -= runs.length;
  }
});

test('a report that is sent twice is stored once', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const { fence } = await take(gateway);
  const first = { runId, fence, ...firstReport, messages: [message('one'), message('two')] };
  await gateway.report({ reports: [first], running: 1 });
  await gateway.report({ reports: [{ ...first, messages: [...first.messages, message('three')] }], running: 1 });
  const last = { runId, fence, ...firstReport, messages: [message('four')], firstMessage: 3, end: 'Success' as const };
  await gateway.report({ reports: [last], running: 0 });
  const again = await gateway.report({ reports: [last], running: 0 });
  expect(again).toEqual({ lost: [], cancel: [], runs: [] });
  expect((await world.project.messages(runId)).map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four']);
});

test('a text with a NUL character in it can be logged', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const { fence } = await take(gateway);
  const messages = [message('a\u0000b')];
  await gateway.report({ reports: [{ runId, fence, ...firstReport, messages, end: 'Success' }], running: 0 });
  expect((await world.project.messages(runId))[0]?.text).toBe('a\uFFFDb');
});

test('so can one that was cut in the middle of a character, and it can be the reason of a plan', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const { fence, operation } = await take(gateway);
  const cut = 'The key "🗂'.slice(0, -1);
  const steps = operation.steps.map(({ id: stepId }) => ({
    stepId,
    state: 'complete' as const,
    bytes: 0,
    objects: 0,
    plan: { way: 'stream' as const, reason: cut },
  }));
  const messages = [message(cut)];
  await gateway.report({ reports: [{ runId, fence, ...firstReport, steps, messages, end: 'Success' }], running: 0 });
  expect((await world.project.messages(runId))[0]?.text).toBe(cut.toWellFormed());
  expect((await world.project.getRun(runId)).steps[0]?.plan?.reason).toBe(cut.toWellFormed());
});

test('when the lease ends, another agent takes the run and the old holder is refused', async () => {
  const [old, next] = [await world.gateway('old'), await world.gateway('next')];
  const runId = await world.project.run(operationId);
  const first = await take(old.gateway);
  const step = { stepId: first.operation.steps[0]?.id ?? '', state: 'running' as const, bytes: 5, objects: 0 };
  await old.gateway.report({ reports: [{ runId, fence: first.fence, ...firstReport, steps: [step] }], running: 1 });
  await letLeaseEnd(runId);
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Submitted', agentName: null });
  const second = await take(next.gateway);
  expect(second.fence).toBeGreaterThan(first.fence);
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Received', attempt: 2, bytes: 0 });

  const stale = { runId, fence: first.fence, ...firstReport, messages: [message('stale')], end: 'Error' as const };
  const refused = await old.gateway.report({ reports: [stale], running: 0 });
  expect(refused.lost).toEqual([runId]);
  const content = new Uint8Array([1]);
  const output = { runId, stepId: step.stepId, fence: first.fence, content };
  await expect(old.gateway.keepOutput(output, never)).rejects.toMatchObject({ code: 'lease-lost' });

  const good = { runId, fence: second.fence, ...firstReport, messages: [message('done')], end: 'Success' as const };
  await next.gateway.report({ reports: [good], running: 0 });
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Success', agentName: 'next' });
  const texts = (await world.project.messages(runId)).map(({ text }) => text);
  expect(texts).not.toContain('stale');
  expect(texts.join()).toMatch(/"old" was lost.+done/);
});

test('an agent that takes its own lost run again is held to the new fencing number', async () => {
  const { gateway } = await world.gateway('same');
  const runId = await world.project.run(operationId);
  const first = await take(gateway);
  await letLeaseEnd(runId);
  const second = await take(gateway);
  const end = { runId, ...firstReport, end: 'Error' as const };
  const refused = await gateway.report({ reports: [{ ...end, fence: first.fence }], running: 1 });
  expect(refused.lost).toEqual([runId]);
  expect((await world.project.getRun(runId)).state).toBe('Received');
  await gateway.report({ reports: [{ ...end, fence: second.fence, end: 'Success' }], running: 0 });
  expect((await world.project.getRun(runId)).state).toBe('Success');
});

test('heartbeats keep the lease', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const { fence } = await take(gateway);
  await gateway.report({ reports: [{ runId, fence, ...firstReport }], running: 1 });
  // Half of a lease: not so soon that it could end before the next heartbeat.
  const soon = new Date(Date.now() + 5_000);
  const { db } = world.server.database;
  await db.updateTable('runs').set({ lease_until: soon }).where('id', '=', runId).execute();
  await gateway.report({ reports: [{ runId, fence, ...firstReport }], running: 1 });
  const row = await db.selectFrom('runs').select('lease_until').where('id', '=', runId).executeTakeFirstOrThrow();
  expect(row.lease_until?.getTime()).toBeGreaterThan(soon.getTime() + 4_000);
  await gateway.report({ reports: [{ runId, fence, ...firstReport, end: 'Success' }], running: 0 });
});

test('an agent that says hello again gives back at once what it does not hold any more', async () => {
  const { gateway } = await world.gateway();
  const hello = { version: VERSION, slots: 1, hostname: 'h', connectors: {} };
  const [kept, dropped] = [await world.project.run(operationId), await world.project.run(operationId)];
  const { runs } = await gateway.claim(2, never);
  expect(runs.map((run) => run.runId).toSorted()).toEqual([kept, dropped].toSorted());
  await gateway.hello({ ...hello, holding: [kept] }, never);
  expect(await world.project.getRun(kept)).toMatchObject({ state: 'Received' });
  expect(await world.project.getRun(dropped)).toMatchObject({ state: 'Submitted' });
  const again = await take(gateway);
  expect(again.runId).toBe(dropped);
  const fences = new Map([...runs, again].map((run) => [run.runId, run.fence]));
  const reports = [kept, dropped].map((runId) => ({
    runId,
    fence: fences.get(runId) ?? 0,
    ...firstReport,
    end: 'Success' as const,
  }));
  expect((await gateway.report({ reports, running: 0 })).lost).toEqual([]);
});

test('an agent that is stopped gives its runs back, and that is not held against them', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  await take(gateway);
  await gateway.report({ reports: [], running: 0, state: 'Stopped' });
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Submitted' });
  const { losses } = await world.server.database.db
    .selectFrom('runs')
    .select('losses')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  expect(losses).toBe(0);
  await world.project.cancel(runId);
});

test('cancel: at once while submitted, through the open claim while held, refused when ended', async () => {
  const waiting = await world.project.run(operationId);
  expect(await world.project.cancel(waiting)).toMatchObject({ state: 'Canceled' });
  await expect(world.project.cancel(waiting)).rejects.toMatchObject({ status: 409, code: 'run-ended' });

  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const { fence } = await take(gateway);
  const told = toldToCancel(gateway);
  expect(await world.project.cancel(runId)).toMatchObject({ state: 'Cancel requested' });
  expect(await told).toEqual([runId]);
  const reply = await gateway.report({ reports: [{ runId, fence, ...firstReport }], running: 1 });
  expect(reply.cancel).toEqual([runId]);
  await letLeaseEnd(runId);
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Canceled' });
});

test('a run whose secret is gone ends in Error instead of blocking the queue', async () => {
  const broken = await world.project.run(operationId);
  const { db } = world.server.database;
  const secrets = await db.selectFrom('secrets').selectAll().execute();
  await db.deleteFrom('secrets').execute();
  const { gateway } = await world.gateway();
  const taken = take(gateway);
  expect(await world.project.ended(broken)).toMatchObject({ state: 'Error' });
  await db.insertInto('secrets').values(secrets).execute();
  const next = await world.project.run(operationId);
  const assignment = await taken;
  expect(assignment.runId).toBe(next);
  const report = { runId: next, fence: assignment.fence, ...firstReport, end: 'Success' as const };
  await gateway.report({ reports: [report], running: 0 });
});

test('a wrong credential is refused', async () => {
  const gateway = createGateway(world.server.url, 'slca_wrong');
  await expect(gateway.claim(1, never)).rejects.toThrow(GatewayError);
  await expect(gateway.claim(1, never)).rejects.toMatchObject({ failure: 'credential' });
});

test('runs are listed by pages, the newest first, and filtered', async () => {
  const other = await world.draw('bytes/1', 'y');
  const runIds: Id[] = [];
  for (let count = 0; count < 5; count += 1) runIds.push(await world.project.run(other));
  const first = await world.project.runs(`?operationId=${other}&limit=3`);
  expect(first.runs.map((run) => run.id)).toEqual(runIds.slice(2).reverse());
  const second = await world.project.runs(`?operationId=${other}&limit=3&cursor=${first.next}`);
  expect(second.runs.map((run) => run.id)).toEqual(runIds.slice(0, 2).reverse());
  expect(second.next).toBeNull();
  for (const runId of runIds) await world.project.cancel(runId);
  const canceled = await world.project.runs(`?operationId=${other}&state=Canceled`);
  expect(canceled.runs).toHaveLength(5);
  expect((await world.project.runs(`?operationId=${other}&state=Submitted`)).runs).toEqual([]);
  await expect(world.project.runs('?cursor=nonsense')).rejects.toMatchObject({ status: 400 });
});

test('the project’s state names what is deployed and the newest run of each operation', async () => {
  const state = await world.project.state();
  expect(state.deployed.map((one) => one.operationId)).toContain(operationId);
  const last = state.lastRuns.filter((run) => run.operationId === operationId);
  expect(last).toHaveLength(1);
  const newest = (await world.project.runs(`?operationId=${operationId}&limit=1`)).runs[0];
  expect(last[0]?.id).toBe(newest?.id);
});

test('an invalid operation is not deployed, and the answer says why', async () => {
  const alone = await world.project.draw('Alone', [
    { connectionId: world.connectionId, type: 'get-object', name: 'Get alone', settings: { bucketOptions: 'text' } },
  ]);
  const response = await fetch(`${world.project.base}/operations/${alone}/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"deploy":true}',
  });
  expect(response.status).toBe(422);
  const { error } = (await response.json()) as { error: { code: string; details: { code: string }[] } };
  expect(error.code).toBe('operation-invalid');
  expect(error.details.map(({ code }) => code)).toContain('operation-pattern');
});

test('a project that is deleted takes its runs with it, and their agent is told', async () => {
  const { gateway } = await world.gateway();
  const runId = await world.project.run(operationId);
  const { fence } = await take(gateway);
  expect((await fetch(world.project.base, { method: 'DELETE' })).status).toBe(200);
  const reply = await gateway.report({ reports: [{ runId, fence, ...firstReport }], running: 1 });
  expect(reply.lost).toEqual([runId]);
  await expect(world.project.getRun(runId)).rejects.toMatchObject({ status: 404 });
});
