import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

const PATIENT_MS = 120_000;
const never = new AbortController().signal;

let world: RunWorld;
let operationId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/10', 'target');
  await world.project.deploy([operationId]);
});
beforeEach(() => world.stopAgents());
afterAll(() => world.close());

const submit = async (count: number) => {
  const runIds: Id[] = [];
  for (let index = 0; index < count; index += 1) runIds.push(await world.project.run(operationId, false));
  return runIds;
};
const idsOf = (runs: readonly RunAssignment[]) => runs.map(({ runId }) => runId);
const ended = (runs: readonly RunAssignment[]) => ({
  reports: runs.map(({ runId, fence }) => ({
    ...{ runId, fence, steps: [], messages: [], firstMessage: 0 },
    end: 'Success' as const,
  })),
  running: 0,
});

test('the reply to a report with free slots brings the next runs in their order, one without brings none', async () => {
  const runIds = await submit(5);
  const { gateway, agentId } = await world.gateway();
  const first = await gateway.claim(2, never);
  expect(idsOf(first.runs)).toEqual(runIds.slice(0, 2));
  expect((await gateway.report(ended(first.runs))).runs).toEqual([]);
  const { runs } = await gateway.report({ reports: [], running: 0, freeSlots: 2 });
  expect(idsOf(runs)).toEqual(runIds.slice(2, 4));
  const [third] = runs;
  expect(Object.values(third?.connections ?? {})[0]?.settings.secretAccessKey).toBe('the-secret');
  expect(await world.project.getRun(third?.runId ?? '')).toMatchObject({ state: 'Received', attempt: 1 });
  const last = await gateway.report({ ...ended(runs), freeSlots: 9 });
  expect(idsOf(last.runs)).toEqual(runIds.slice(4));
  expect((await gateway.report({ ...ended(last.runs), freeSlots: 9 })).runs).toEqual([]);
  const states = await Promise.all(runIds.map(async (runId) => (await world.project.getRun(runId)).state));
  expect(new Set(states)).toEqual(new Set(['Success']));

  // Drained, or about to end, it gets none.
  const [waiting] = await submit(1);
  const draining = { reports: [], running: 0, freeSlots: 9, state: 'Draining' as const };
  expect((await gateway.report(draining)).runs).toEqual([]);
  await world.server.database.db.updateTable('agents').set({ is_drained: true }).where('id', '=', agentId).execute();
  expect((await gateway.report({ reports: [], running: 0, freeSlots: 9 })).runs).toEqual([]);
  await world.server.database.db.updateTable('agents').set({ is_drained: false }).where('id', '=', agentId).execute();
  const back = await gateway.report({ reports: [], running: 0, freeSlots: 9 });
  expect(idsOf(back.runs)).toEqual([waiting]);
  await gateway.report(ended(back.runs));
});

test('an agent that could not be given more tells its ends all the same', async () => {
  const { gateway } = await world.gateway();
  const [runId] = await submit(1);
  const { runs } = await gateway.claim(1, never);
  expect(idsOf(runs)).toEqual([runId]);
  const { db } = world.server.database;
  const { queue, transaction } = world.server.database;
  // A job that nobody can read.
  const name = 'runs-grp_cloud';
  await transaction((trx) => queue.send(trx, name, [{ id: crypto.randomUUID(), data: { unread: true } }]));
  await gateway.report({ ...ended(runs), freeSlots: 1 });
  expect(await world.project.getRun(runId ?? '')).toMatchObject({ state: 'Success' });
  await transaction((trx) => queue.take(trx, name, 10));
  expect(await db.selectFrom('runs').select('id').where('ended_at', 'is', null).execute()).toEqual([]);
});

test(
  'several agents with more runs than slots execute each once, and stop in order in the middle of it',
  async () => {
    const agents = [];
    for (const slots of [1, 2, 5]) agents.push(await world.startAgent({ slots }));
    const runIds = await submit(90);
    await agents[2]?.agent.stop(5_000);
    const runs = [];
    for (const runId of runIds) runs.push(await world.project.ended(runId, 20));
    expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['Success']));
    for (const { id, attempt } of runs) {
      // One that was on its way to the agent when that was stopped was given back by it.
      const givenBack = (await world.project.messages(id)).filter(({ code }) => code === 'agent-stopped').length;
      expect(attempt).toBe(1 + givenBack);
    }
  },
  PATIENT_MS,
);
