import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGateway, GatewayError } from '../../agent/gateway.ts';
import type { AgentDetail } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';
import { call, makePlace, refusalOf } from './admin-client.ts';
import { type AgentProcess, startAgentProcess } from './agent-process.ts';

/** A machine with much else to do takes long over starting agents. */
const patient = { timeout: 120_000 };

let world: RunWorld;
let place: { agentGroupId: string; environmentId: string };
/** The agent *Plant 7*, from the first test on. */
let plant: AgentProcess;
beforeAll(async () => {
  world = await startRunWorld();
  place = await makePlace(world.server.url, 'Production');
  const params = { projectId: world.project.projectId };
  await call(world.server.url, routes.setProjectEnvironment, { params, body: { environmentId: place.environmentId } });
  // Nothing answers at the storage's address, and that is not waited for.
  const connection = (await world.project.state()).project.connections[world.connectionId];
  if (!connection) throw new Error('the connection is gone');
  const once = { ...connection, settings: { ...connection.settings, maximumAttempts: 1 } };
  await world.project.edit('Try once', { type: 'connection.change', connection: once });
});
afterAll(() => world.close());

const agents = async (): Promise<AgentDetail[]> => {
  const { agentGroups } = await call(world.server.url, routes.listAgentGroups);
  return agentGroups.find(({ id }) => id === place.agentGroupId)?.agents ?? [];
};
const add = (name: string) =>
  call(world.server.url, routes.addAgent, { params: { agentGroupId: place.agentGroupId }, body: { name } });
const register = (token: string) =>
  fetch(new URL('/agent/v1/register', world.server.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, hostname: 'h' }),
  });
const change = (agentId: string, body: { drained?: boolean; name?: string; agentGroupId?: string }) =>
  call(world.server.url, routes.changeAgent, { params: { agentId }, body });
/** It ends with an error: who it was that met it is what counts. */
const startRun = async () => world.project.run(await world.draw('a', 'b'));

test(
  'a project of another environment waits for the agents there; one registers with its token, once',
  patient,
  async () => {
    const { environment } = await world.project.state();
    expect(environment).toMatchObject({
      name: 'Production',
      agentGroup: { name: 'Production group', kind: 'private' },
    });
    await world.startAgent({ name: 'of the default group' });
    const runId = await startRun();
    const { token } = await add('Plant 7');
    const folder = temporaryFolder();
    const env = { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: folder };
    const first = startAgentProcess(world.server.url, env);
    expect(await world.project.ended(runId)).toMatchObject({ state: 'Error', agentName: 'Plant 7' });
    expect(statSync(join(folder, 'agent.json')).mode & 0o777).toBe(0o600);
    const [registered] = await agents();
    expect(registered).toMatchObject({ name: 'Plant 7', state: 'Running', isLocal: false, isWrongVersion: false });
    expect(await first.stop()).toBe(0);
    expect(first.output()).not.toContain(token);
    // It tells that once, and not for long: a server that was too busy finds it silent.
    await until('the agent is stopped', async () => /Stopped|Offline/.test((await agents())[0]?.state ?? ''));

    plant = startAgentProcess(world.server.url, env);
    expect((await world.project.ended(await startRun())).agentName).toBe('Plant 7');
    expect((await agents()).map(({ id }) => id)).toEqual([registered?.id]);

    const thief = await register(token);
    expect(thief.status).toBe(401);
    expect(await thief.text()).toContain('used already');
  },
);

test('a drained agent gets nothing more, until it is put back to work', patient, async () => {
  const [agent] = await agents();
  if (!agent) throw new Error('the agent is missing');
  await change(agent.id, { drained: true });
  expect((await agents())[0]).toMatchObject({ state: 'Draining', isDrained: true });
  expect((await world.project.state()).environment.agentGroup.agents[0]?.state).toBe('Draining');
  const runId = await startRun();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await world.project.getRun(runId)).state).toBe('Submitted');
  await change(agent.id, { drained: false, name: 'Put back' });
  expect(await world.project.ended(runId)).toMatchObject({ agentName: 'Plant 7' });
  expect((await agents()).map(({ name }) => name)).toEqual(['Put back']);

  // Its credential is nobody's any more: it ends, and says what to do.
  await call(world.server.url, routes.removeAgent, { params: { agentId: agent.id } });
  expect(await plant.exited).toBe(3);
  expect(plant.output()).toContain('Add the agent anew');
  expect(await agents()).toEqual([]);
});

test('an agent of a wrong version is told so, waits, and gets nothing', async () => {
  const { token } = await add('Old');
  const registered = await register(token);
  const { credential, agentId }: { credential: string; agentId: string } = await registered.json();
  const gateway = createGateway(world.server.url, credential);
  const hello = { version: '0.0.9', slots: 1, hostname: 'h', connectors: {}, holding: [] };
  const failure = await gateway.hello(hello, new AbortController().signal).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GatewayError);
  expect(failure).toMatchObject({ failure: 'unavailable', code: 'agent-version-wrong' });
  expect((await agents()).find(({ id }) => id === agentId)).toMatchObject({ state: 'Stopped', isWrongVersion: true });
  await call(world.server.url, routes.removeAgent, { params: { agentId } });
});

test('an agent that was added is told of until it registers, and its token can be taken back', async () => {
  const pending = async () => {
    const { agentGroups } = await call(world.server.url, routes.listAgentGroups);
    return agentGroups.find(({ id }) => id === place.agentGroupId)?.pending ?? [];
  };
  const before = await pending();
  const { token } = await add('Awaited');
  const unwanted = await add('Unwanted');
  const added = await pending();
  expect(added.map(({ name }) => name)).toEqual([...before.map(({ name }) => name), 'Awaited', 'Unwanted']);
  const { agentId }: { agentId: string } = await (await register(token)).json();
  const last = added.at(-1);
  const params = { agentGroupId: place.agentGroupId, registrationId: last?.id ?? '' };
  await call(world.server.url, routes.withdrawRegistration, { params });
  expect(await pending()).toEqual(before);
  expect((await register(unwanted.token)).ok).toBe(false);
  expect(await refusalOf(call(world.server.url, routes.withdrawRegistration, { params }))).toBe('agent-unknown');
  await call(world.server.url, routes.removeAgent, { params: { agentId } });
});

test('names are unique, and what is in use stays', async () => {
  const { url } = world.server;
  const same = { name: 'production GROUP', kind: 'cloud' as const };
  expect(await refusalOf(call(url, routes.createAgentGroup, { body: same }))).toBe('name-taken');
  const environment = { name: ' PRODUCTION ', agentGroupId: place.agentGroupId };
  expect(await refusalOf(call(url, routes.createEnvironment, { body: environment }))).toBe('name-taken');
  const nowhere = { name: 'Nowhere', agentGroupId: 'grp_none' };
  expect(await refusalOf(call(url, routes.createEnvironment, { body: nowhere }))).toBe('agent-group-unknown');
  expect(await refusalOf(call(url, routes.deleteEnvironment, { params: place }))).toBe('in-use');
  expect(await refusalOf(call(url, routes.deleteAgentGroup, { params: place }))).toBe('in-use');
  expect(await refusalOf(call(url, routes.deleteEnvironment, { params: { environmentId: 'env_default' } }))).toBe(
    'in-use',
  );
  const params = { projectId: world.project.projectId };
  await call(url, routes.setProjectEnvironment, { params, body: { environmentId: 'env_default' } });
  await call(url, routes.deleteEnvironment, { params: place });
  await call(url, routes.deleteAgentGroup, { params: place });
  expect((await call(url, routes.listEnvironments)).environments.map(({ name }) => name)).toEqual(['Default']);
});
