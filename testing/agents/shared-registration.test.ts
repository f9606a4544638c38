import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { call } from './admin-client.ts';
import { type AgentProcess, startAgentProcess } from './agent-process.ts';

const TOKEN = 'for-tests-only-0123456789-0123456789';
const dataDir = temporaryFolder();
let product: Product;
const start = (env: Record<string, string>) =>
  startProduct({ dataDir, args: ['--no-sample'], env: { SLUICE_LOCAL_AGENT: 'false', ...env } });
beforeAll(async () => {
  product = await start({ SLUICE_AGENT_REGISTRATION_TOKEN: TOKEN });
});
afterAll(() => product.stop());

const groups = async () => (await call(product.url, routes.listAgentGroups)).agentGroups;
const agentsOf = async (name: string) => (await groups()).find((group) => group.name === name)?.agents ?? [];
const working = (name: string, count: number) =>
  until(`${count} agents work`, async () => {
    const agents = await agentsOf(name);
    return agents.length === count && agents.every(({ state }) => state === 'Running');
  });
const startAgent = (token: string, env: Record<string, string> = {}): AgentProcess =>
  startAgentProcess(product.url, {
    SLUICE_AGENT_TOKEN: token,
    SLUICE_AGENT_DIR: temporaryFolder(),
    SLUICE_AGENT_DEREGISTER: 'true',
    ...env,
  });

test('any number of agents register with the token, each gets a credential of its own, and leaves nothing behind', async () => {
  expect(await agentsOf('Cloud agents'), 'the server keeps no agent of its own').toEqual([]);
  const folder = temporaryFolder();
  const first = startAgent(TOKEN, { SLUICE_AGENT_DIR: folder });
  const second = startAgent(TOKEN);
  await working('Cloud agents', 2);
  const agents = await agentsOf('Cloud agents');
  expect(new Set(agents.map(({ id }) => id)).size).toBe(2);
  expect(readFileSync(join(folder, 'agent.json'), 'utf8')).not.toContain(TOKEN);

  // The same container again: what it kept is nobody's any more.
  expect(await first.stop()).toBe(0);
  expect(existsSync(join(folder, 'agent.json'))).toBe(false);
  await working('Cloud agents', 1);
  const again = startAgent(TOKEN, { SLUICE_AGENT_DIR: folder });
  await working('Cloud agents', 2);
  expect(await again.stop()).toBe(0);
  expect(await second.stop()).toBe(0);
  expect(await agentsOf('Cloud agents')).toEqual([]);
  expect(product.output() + readFileSync(join(dataDir, 'logs', 'server.log'), 'utf8')).not.toContain(TOKEN);
}, 120_000);

test('another token registers nobody, and a short one is refused at the start', async () => {
  const wrong = startAgent(`${TOKEN}x`);
  expect(await wrong.exited).toBe(3);
  expect(wrong.output()).toContain('unknown, was used already, or is too old');
  const short = await startProduct({ env: { SLUICE_AGENT_REGISTRATION_TOKEN: 'short' } }).catch(String);
  expect(short).toContain('SLUICE_AGENT_REGISTRATION_TOKEN must be at least 32 characters');
}, 60_000);

test('a start with another token revokes it; its agents stay; those that come go to the group that it is for', async () => {
  const early = startAgent(TOKEN);
  await working('Cloud agents', 1);
  await call(product.url, routes.createAgentGroup, { body: { name: 'Plant', kind: 'private' } });
  expect(await product.stop()).toBe(0);
  const env = { SLUICE_AGENT_REGISTRATION_TOKEN: `${TOKEN}-new`, PORT: new URL(product.url).port };
  product = await start({ ...env, SLUICE_AGENT_REGISTRATION_GROUP: 'plant' });
  await working('Cloud agents', 1);
  const late = startAgent(TOKEN);
  expect(await late.exited).toBe(3);
  const fresh = startAgent(`${TOKEN}-new`);
  await working('Plant', 1);
  expect(await fresh.stop()).toBe(0);
  expect(await early.stop()).toBe(0);

  expect(await product.stop()).toBe(0);
  product = await start({ ...env, SLUICE_AGENT_REGISTRATION_GROUP: 'Nowhere' });
  const lost = startAgent(`${TOKEN}-new`);
  expect(await lost.exited).toBe(3);
  expect(lost.output()).toContain('There is no agent group \\"Nowhere\\"');
}, 120_000);
