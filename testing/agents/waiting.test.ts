import { afterAll, beforeAll, expect, test } from 'vitest';
import { GatewayError } from '../../agent/gateway.ts';
import { VERSION } from '../../server/version.ts';
import type { AgentStatus } from '../../shared/api/environment-status.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';
import { call } from './admin-client.ts';

let world: RunWorld;
let operationId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/10', 'target');
  await world.project.deploy([operationId]);
});
afterAll(() => world.close());

const never = new AbortController().signal;
const hello = { version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] };

/** What the project says of an agent that its runs could go to. */
async function told(agentId: Id): Promise<AgentStatus | undefined> {
  return (await world.project.state()).environment.agentGroup.agents.find(({ id }) => id === agentId);
}

async function drain(agentId: Id, drained: boolean): Promise<void> {
  await call(world.server.url, routes.changeAgent, { params: { agentId }, body: { drained } });
}

test('an agent that was never heard of takes no run, and is not said to', async () => {
  const { agentId } = await world.gateway('silent');
  expect(await told(agentId)).toMatchObject({ state: 'Unregistered' });
});

test('a drained agent is there but takes nothing, also when it is away and comes again', async () => {
  const { gateway, agentId } = await world.gateway('drained');
  await gateway.hello(hello, never);
  expect(await told(agentId)).toMatchObject({ state: 'Running' });
  await drain(agentId, true);
  expect(await told(agentId)).toMatchObject({ state: 'Draining', isDrained: true });
  await gateway.hello(hello, never);
  await gateway.report({ reports: [], running: 0, state: 'Running' });
  expect(await told(agentId)).toMatchObject({ state: 'Draining', isDrained: true });
  await gateway.report({ reports: [], running: 0, state: 'Stopped' });
  expect(await told(agentId)).toMatchObject({ state: 'Stopped', isDrained: true });
  await drain(agentId, false);
  expect((await told(agentId))?.isDrained).toBeUndefined();
});

test('an agent of a wrong version is said to be one', async () => {
  const { gateway, agentId } = await world.gateway('old');
  await expect(gateway.hello({ ...hello, version: '0.0.1' }, never)).rejects.toMatchObject({
    code: 'agent-version-wrong',
  });
  expect(await told(agentId)).toMatchObject({ state: 'Stopped', isWrongVersion: true });
});

test('when the server was updated under an agent that goes on, that ends what it has and gets nothing more', async () => {
  const { gateway, agentId } = await world.gateway('left behind');
  await gateway.hello(hello, never);
  const runId = await world.project.run(operationId, false);
  const [run] = (await gateway.claim(1, never)).runs;
  // As if it had come with the version that the server had before.
  const { db } = world.server.database;
  await db.updateTable('agents').set({ version: '0.0.1' }).where('id', '=', agentId).execute();
  const next = await world.project.run(operationId, false);
  const refused = await gateway.claim(1, never).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GatewayError);
  expect(refused).toMatchObject({ failure: 'unavailable', code: 'agent-version-wrong' });
  const report = { runId, fence: run?.fence ?? 0, steps: [], messages: [], firstMessage: 0, end: 'Success' as const };
  expect(await gateway.report({ reports: [report], running: 0, state: 'Running' })).toMatchObject({ lost: [] });
  expect(await world.project.getRun(runId)).toMatchObject({ state: 'Success' });
  expect(await told(agentId)).toMatchObject({ state: 'Draining', isWrongVersion: true });
  expect(await world.project.getRun(next)).toMatchObject({ state: 'Submitted' });
  await gateway.hello(hello, never);
  expect((await gateway.claim(1, never)).runs.map((one) => one.runId)).toEqual([next]);
});
