import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runSluice } from '../../cli/test-support/run-sluice.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../agents/admin-client.ts';
import { ProjectClient } from '../product/api-client.ts';
import { until } from '../product/processes.ts';
import { startProduct } from '../product/start-product.ts';
import { ECHO } from './publish.ts';

test("the product's own agent takes what the command line has published, and keeps it in the data folder", async () => {
  const product = await startProduct({ args: ['--no-sample'] });
  const { projectId } = await ProjectClient.create(product.url, 'Whole product');
  const published = await runSluice(['connector', 'publish', ECHO], { SLUICE_URL: product.url });
  expect(published.out).toContain('echo 1.0.0');
  const agents = async () => (await call(product.url, routes.listAgentGroups)).agentGroups[0]?.agents ?? [];
  await until('its own agent works', async () => (await agents())[0]?.state === 'Running');
  const body = { connector: 'echo', name: 'Echo', settings: {} };
  const tested = await call(product.url, routes.testConnection, { params: { projectId }, body });
  expect(tested.result).toEqual({ ok: true, message: 'Echo 1.0.0 says hello' });
  expect(tested.agents).toMatchObject([{ connectorVersion: '1.0.0', updated: true }]);
  expect(readdirSync(join(product.dataDir, 'agent', 'connectors', 'echo'))).toEqual(['1.0.0']);
  await until('the server knows', async () => (await agents())[0]?.connectors.echo === '1.0.0');
  expect(await product.stop()).toBe(0);
}, 120_000);
