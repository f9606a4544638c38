import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestStore, testStore } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { call } from '../agents/admin-client.ts';
import { startAgentProcess } from '../agents/agent-process.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';
import { bundleAs, publishBundle } from './publish.ts';

const S3 = join(import.meta.dirname, '../../connectors/amazon-s3');
const NEWER = '9.0.0';
const OTHER = { accessKeyId: 'AKIATESTOTHERACCOUNT', secretAccessKey: 'another/secret+for+tests' };

let at: TestStore;
let world: RunWorld;
beforeAll(async () => {
  at = await testStore({ credentials: [OTHER] });
  world = await startRunWorld();
}, 120_000);
afterAll(async () => {
  await world.close();
  await at.stop();
});

test('the real connector, bundled and published as a newer version, is downloaded by Test and moves an object', async () => {
  const { project, server } = world;
  const { token } = await call(server.url, routes.addAgent, {
    params: { agentGroupId: 'grp_cloud' },
    body: { name: 'Far away' },
  });
  const env = { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() };
  const agent = startAgentProcess(server.url, env);
  const online = async () => (await project.state()).environment.agentGroup.agents;
  await until('the agent works', async () => (await online()).some(({ state }) => state === 'Running'));

  await publishBundle(server.url, await bundleAs(S3, NEWER));
  const storage = { url: at.url, accessKeyId: 'AKIATESTCONNECTOR123', secretAccessKey: 'secret/for+tests' };
  const from = await project.connect('From', storage);
  const to = await project.connect('To', { url: at.url, ...OTHER });
  const saved = (await project.state()).project.connections[from];
  if (!saved) throw new Error('the connection is gone');
  const { connector, name, settings } = saved;
  const params = { projectId: project.projectId };
  const tested = await call(server.url, routes.testConnection, { params, body: { connector, name, settings } });
  expect(tested.agents).toEqual([{ name: 'Far away', connectorVersion: NEWER, updated: true }]);
  expect(tested.result).toMatchObject({ ok: true, message: expect.stringContaining('Connection Success') });

  // One of before that cannot be asked to update: it is named, and what it has still works.
  await world.startAgent({ name: 'Of before' });
  await until('it works', async () => (await online()).filter(({ state }) => state === 'Running').length === 2);
  const again = await call(server.url, routes.testConnection, { params, body: { connector, name, settings } });
  expect(again.result).toMatchObject({ ok: true, message: expect.stringContaining('Connection Success') });
  expect(again.agents).toEqual([
    { name: 'Far away', connectorVersion: NEWER, updated: false },
    expect.objectContaining({ name: 'Of before', problem: expect.stringContaining('update the agent itself') }),
  ]);
  await world.stopAgents();

  const content = 'invoice '.repeat(100_000);
  await at.witness.put('in.txt', content);
  const step = (connectionId: string, type: string, more: Settings) => ({
    connectionId,
    type,
    name: `${type} ${String(more.key)}`,
    settings: { bucketOptions: 'text', bucket: 'data', ...more },
  });
  const operationId = await project.draw('Move it', [
    step(from, 'get-object', { key: 'in.txt' }),
    step(to, 'put-object', { key: 'out.txt' }),
  ]);
  const run = await project.ended(await project.run(operationId));
  expect(run).toMatchObject({ state: 'Success', objects: 1, bytes: content.length, agentName: 'Far away' });
  expect((await project.messages(run.id))[0]?.text).toContain(`with Amazon S3 ${NEWER}.`);
  expect((await at.witness.bytes('out.txt')).toString()).toBe(content);

  // An error that comes out of the downloaded module keeps its code and its advice.
  const missing = await project.draw('Nothing', [
    step(from, 'get-object', { key: 'nowhere.txt' }),
    step(to, 'put-object', { key: 'never.txt' }),
  ]);
  const failed = await project.ended(await project.run(missing));
  const errors = (await project.messages(failed.id)).filter(({ level }) => level === 'error');
  expect(errors).toMatchObject([{ code: 'key-missing' }]);
  expect(await agent.stop()).toBe(0);
}, 120_000);
