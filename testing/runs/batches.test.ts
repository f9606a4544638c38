import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeployments } from '../../server/deployments/service.ts';
import { createEnvironments } from '../../server/environments/service.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import { createRuns } from '../../server/runs/service.ts';
import { batchesOf } from '../../server/transfers/store.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
let operationId: Id;

beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/1', 'target');
  await world.project.deploy([operationId]);
});
afterAll(() => world.close());

test('of many runs that are wanted at once each is accepted once, and one that may not be is refused alone', async () => {
  const undeployed = await world.draw('bytes/1', 'target');
  const wanted = Array.from({ length: 60 }, (_, index) => (index % 20 === 7 ? undeployed : operationId));
  const outcomes = await Promise.allSettled(wanted.map((id) => world.project.run(id, false)));
  const runIds = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(new Set(runIds).size).toBe(57);
  expect(refused.map(({ code }) => code)).toEqual(['not-deployed', 'not-deployed', 'not-deployed']);
  const { gateway } = await world.gateway();
  const taken: Id[] = [];
  while (taken.length < 57) {
    const { runs } = await gateway.claim(20, new AbortController().signal);
    taken.push(...runs.map(({ runId }) => runId));
    const end = { steps: [], messages: [], firstMessage: 0, end: 'Success' as const };
    await gateway.report({ reports: runs.map(({ runId, fence }) => ({ runId, fence, ...end })), running: 0 });
  }
  expect(new Set(taken)).toEqual(new Set(runIds));
  const states = await Promise.all(runIds.map(async (runId) => (await world.project.getRun(runId)).state));
  expect(new Set(states)).toEqual(new Set(['Success']));
});

test('runs that are wanted at once are accepted once, even if the connection is lost after they were', async () => {
  const { core } = world.server.app;
  const { database } = core;
  const own = await world.draw('bytes/1', 'target');
  await world.project.deploy([own]);
  let transactions = 0;
  const transaction: typeof database.transaction = async (work) => {
    const result = await database.transaction(work);
    transactions += 1;
    if (transactions === 2) throw new Error('Connection terminated unexpectedly');
    return result;
  };
  const runs = createRuns({
    core: { ...core, database: { ...database, transaction } },
    deployments: createDeployments(core),
    environments: createEnvironments(core),
    queue: createRunQueue(database),
    tellCancel: async () => undefined,
  });
  const { projectId } = world.project;
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => runs.submit(projectId, own, false)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const accepted = (await world.project.runs(`?operationId=${own}`)).runs;
  expect(accepted).toHaveLength(3);
  for (const { id } of accepted) await world.project.cancel(id);
});

test('receipts that come with a report are kept once, those of an agent that has lost the run not at all', async () => {
  const { gateway } = await world.gateway();
  const other = await world.gateway();
  const runId = await world.project.run(operationId, false);
  const { runs } = await gateway.claim(1, new AbortController().signal);
  const [assignment] = runs;
  if (!assignment) throw new Error('no run was given');
  const receiptOf = (key: string) => ({
    at: new Date().toISOString(),
    stepId: newId('stp'),
    outcome: 'written' as const,
    bucket: 'b',
    key,
    size: 1,
  });
  const reportWith = (number: number, key: string) => ({
    runId,
    fence: assignment.fence,
    steps: [],
    messages: [],
    firstMessage: 0,
    transfers: [{ number, receipts: [receiptOf(key)], failures: [] }],
  });
  await gateway.report({ reports: [reportWith(0, 'one')], running: 1 });
  await gateway.report({ reports: [reportWith(0, 'one')], running: 1 });
  const lost = await other.gateway.report({ reports: [reportWith(1, 'foreign')], running: 1 });
  expect(lost.lost).toEqual([runId]);
  await gateway.report({ reports: [{ ...reportWith(1, 'Größe\n"2"'), end: 'Success' }], running: 0 });
  const keys: string[] = [];
  for await (const { receipts } of batchesOf(world.server.database.db, runId, 'receipts'))
    keys.push(...receipts.map(({ key }) => key));
  expect(keys).toEqual(['one', 'Größe\n"2"']);
});
