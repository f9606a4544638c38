import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { MOST_DEPTH } from '../../server/runs/follow.ts';
import type { ActionCondition } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import type { EndState, Run } from '../../shared/runs/run.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import { endLease } from './sweeper-parts.ts';

let world: RunWorld;
let gateway: Gateway;
beforeAll(async () => {
  world = await startRunWorld();
  ({ gateway } = await world.gateway());
});
afterAll(() => world.close());

const never = new AbortController().signal;

async function link(operationId: Id, condition: ActionCondition, targetId: Id): Promise<void> {
  const action = { condition, do: { kind: 'run-operation' as const, operationId: targetId } };
  await world.project.edit('Link', { type: 'action.add', operationId, action });
}

async function unlink(operationId: Id, condition: ActionCondition): Promise<void> {
  const slot = { condition, kind: 'run-operation' as const };
  await world.project.edit('Unlink', { type: 'action.remove', operationId, slot });
}

/** Takes the only run that waits and ends it; gives its id. */
async function finish(end: EndState, expected?: Id): Promise<Id> {
  const { runs } = await gateway.claim(5, never);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  if (!run) throw new Error('nothing was taken');
  if (expected) expect(run.runId).toBe(expected);
  const report = { runId: run.runId, fence: run.fence, steps: [], messages: [], firstMessage: 0, end };
  await gateway.report({ reports: [report], running: 0 });
  // The acknowledgement was lost, and the agent reports again.
  await gateway.report({ reports: [report], running: 0 });
  return run.runId;
}

async function childrenOf(runId: Id): Promise<Run[]> {
  return (await world.project.runs()).runs.filter((run) => run.parentRunId === runId);
}

async function texts(runId: Id): Promise<string> {
  return (await world.project.messages(runId)).map(({ text }) => text).join('\n');
}

test('the end of a run starts what its action for that end runs, once, beneath it; deploying it deployed both', async () => {
  const [first, good, bad] = [await world.draw('a', 'b'), await world.draw('a', 'b'), await world.draw('a', 'b')];
  await link(first, 'success', good);
  await link(first, 'fail', bad);
  for (const { end, next, label } of [
    { end: 'Success' as const, next: good, label: 'On success' },
    { end: 'Success with warning' as const, next: good, label: 'On success' },
    { end: 'Error' as const, next: bad, label: 'On fail' },
  ]) {
    const runId = await world.project.run(first);
    expect(await world.project.getRun(runId)).toMatchObject({ parentRunId: null });
    await finish(end, runId);
    const children = await childrenOf(runId);
    expect(children.map((child) => [child.operationId, child.state])).toEqual([[next, 'Submitted']]);
    const child = children[0]?.id ?? '';
    expect(await texts(runId)).toContain(`${label}: runs "${children[0]?.operationName}" (run ${child}).`);
    expect(await texts(child)).toContain(`Started by the action ${label} of`);
    await finish('Success', child);
    expect(await childrenOf(child)).toEqual([]);
  }
});

test('a canceled run starts nothing', async () => {
  const [first, next] = [await world.draw('a', 'b'), await world.draw('a', 'b')];
  await link(first, 'success', next);
  await link(first, 'fail', next);
  const runId = await world.project.run(first);
  await finish('Canceled', runId);
  expect(await childrenOf(runId)).toEqual([]);
});

test('a run that fails because its agents are lost starts what is to be run on fail', async () => {
  const [first, next] = [await world.draw('a', 'b'), await world.draw('a', 'b')];
  await link(first, 'fail', next);
  const runId = await world.project.run(first);
  for (let lost = 0; lost < 20 && (await world.project.getRun(runId)).state !== 'Error'; lost += 1) {
    await gateway.claim(1, never);
    await endLease(world.server, runId);
  }
  const [child, ...more] = await childrenOf(runId);
  expect(more).toEqual([]);
  await finish('Success', child?.id);
});

test('what runs next is what was deployed with the run, and as it is deployed now', async () => {
  const [first, next] = [await world.draw('a', 'b'), await world.draw('a', 'b')];
  await link(first, 'success', next);
  const runId = await world.project.run(first);
  await unlink(first, 'success');
  await finish('Success', runId);
  const [child] = await childrenOf(runId);
  expect(child?.operationId).toBe(next);
  await finish('Success', child?.id);
});

test('what was deployed at different times and leads in a circle comes to an end', async () => {
  const [ping, pong] = [await world.draw('a', 'b'), await world.draw('a', 'b')];
  await link(ping, 'success', pong);
  const runId = await world.project.run(ping);
  await unlink(ping, 'success');
  await link(pong, 'success', ping);
  const other = await world.project.run(pong);
  // Deploying the second has deployed the first anew, without its action: as it was at first it goes on in the circle.
  const { db } = world.server.database;
  const { deploymentId } = await world.project.getRun(runId);
  await db
    .updateTable('deployed_operations')
    .set({ deployment_id: deploymentId })
    .where('operation_id', '=', ping)
    .execute();
  await world.project.cancel(other);
  let last = runId;
  for (let count = 0; count <= MOST_DEPTH; count += 1) last = await finish('Success');
  expect(await childrenOf(last)).toEqual([]);
  expect(await texts(last)).toContain(`was not run, as ${MOST_DEPTH} runs stand above it already.`);
});
