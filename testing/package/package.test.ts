import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../agents/admin-client.ts';
import { startAgentProcess } from '../agents/agent-process.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { startProduct } from '../product/start-product.ts';

const root = join(import.meta.dirname, '../..');

/** What the server hands to browsers; any page will do. */
function withClient(): void {
  const page = join(root, 'dist/client/index.html');
  if (existsSync(page)) return;
  mkdirSync(join(root, 'dist/client'), { recursive: true });
  writeFileSync(page, '<!doctype html><title>Sluice</title>');
}

/** Has a thread for objects begin with a run that has no objects. */
const OPEN_THREAD = `
import { WorkThread } from './agent/threads/work-thread.js';
const thread = new WorkThread(() => undefined);
setInterval(() => undefined, 1000);
const assignment = { operation: { steps: [{ id: 'stp_1' }] } };
const setUp = { assignment, earlierUploads: [], listStep: 'stp_1', agentName: 'A', connectors: [] };
process.exit((await thread.open(1, setUp, {})) ? 0 : 1);
`;

test('the package is the whole product: a server with its agent, and an agent for another machine', async () => {
  withClient();
  const folder = join(temporaryFolder(), 'package');
  execFileSync(process.execPath, [join(root, 'scripts/build-package.mjs'), '--unpacked', folder], { stdio: 'ignore' });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'open-thread.js'), OPEN_THREAD);
  execFileSync(process.execPath, [join(folder, 'open-thread.js')], { stdio: 'ignore' });
  const program = join(folder, 'bin/sluice.js');
  const product = await startProduct({ entry: program, args: ['start', '--no-sample'] });
  const groups = async () => (await call(product.url, routes.listAgentGroups)).agentGroups;
  await until('its own agent works', async () => (await groups())[0]?.agents[0]?.state === 'Running');
  const params = { agentGroupId: 'grp_cloud' };
  const { token } = await call(product.url, routes.addAgent, { params, body: { name: 'From the package' } });
  const env = { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() };
  const agent = startAgentProcess(product.url, env, [program, 'agent']);
  const states = async () => (await groups())[0]?.agents.map(({ name, state }) => `${name} ${state}`) ?? [];
  await until('the agent works', async () => (await states()).includes('From the package Running'));
  expect(await agent.stop()).toBe(0);
  const listed = execFileSync(process.execPath, [program, 'person', 'list'], {
    env: { PATH: process.env.PATH, SLUICE_DATA_DIR: product.dataDir },
    encoding: 'utf8',
  });
  expect(listed).toContain('Nobody yet');
  expect(await product.stop()).toBe(0);
}, 120_000);
