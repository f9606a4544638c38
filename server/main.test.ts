import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { routes } from '../shared/api/routes.ts';
import { ProjectClient } from '../testing/product/api-client.ts';
import { until } from '../testing/product/processes.ts';
import { type Product, type ProductOptions, startProduct } from '../testing/product/start-product.ts';

// Whole products are started and stopped here, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let product: Product | null = null;
afterEach(async () => {
  await product?.stop();
  product = null;
});

async function start(options?: ProductOptions): Promise<Product> {
  product = await startProduct(options);
  return product;
}

async function projectsOf({ url }: Product) {
  const reply = await fetch(`${url}/api/projects`);
  return routes.listProjects.reply.parse(await reply.json()).projects;
}

async function sampleOf(running: Product): Promise<ProjectClient> {
  const [sample] = await projectsOf(running);
  if (!sample?.sample) throw new Error('there is no sample');
  return new ProjectClient(running.url, sample.id);
}

/** Whether anything answers there, however; and whether it says that all is well. */
async function answers(url: string): Promise<{ ok: boolean } | null> {
  try {
    const reply = await fetch(url);
    await reply.text();
    return reply;
  } catch {
    return null;
  }
}

/** Where the sample's storage is by now. */
async function storageOf(sample: ProjectClient): Promise<string> {
  const [connection] = Object.values((await sample.state()).project.connections);
  return String(connection?.settings.endpointUrl);
}

test('a first start has a sample that runs at once, and prints one line', async () => {
  const running = await start();
  expect(running.output().trim()).toMatch(/^Sluice is ready at http:\/\/127\.0\.0\.1:\d+\/$/);
  const sample = await sampleOf(running);
  const { project } = await sample.state();
  for (const operationId of Object.keys(project.operations)) {
    const run = await sample.ended(await sample.run(operationId));
    expect([run.operationName, run.state]).toEqual([run.operationName, 'Success']);
  }
  // Its last line is whole once it has ended.
  await running.stop();
  const log = await readFile(join(running.dataDir, 'logs', 'server.log'), 'utf8');
  for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
});

test('agent, storage and database may be killed: all come back, and what was stored is there', async () => {
  const running = await start();
  const sample = await sampleOf(running);
  const [operationId = ''] = Object.keys((await sample.state()).project.operations);
  const former = running.postgresPid();
  await running.kill9('children');
  await running.kill9('postgres');
  // It may be back before anybody has met its absence: another process tells that it was away.
  await until('another database', () => ![null, former].includes(running.postgresPid()), 60_000);
  const isBack = async () => (await answers(`${running.url}/api/projects`))?.ok === true;
  await until('the product to answer as before', isBack, 60_000);
  // An agent that is back earlier would give up in vain.
  const isThere = async () => (await answers(await storageOf(sample))) !== null;
  await until('the storage to be back', isThere, 60_000);
  const run = await sample.ended(await sample.run(operationId));
  expect(run.state).toBe('Success');
  await running.stop();
  const again = await start({ dataDir: running.dataDir });
  expect(await projectsOf(again)).toHaveLength(1);
  expect((await new ProjectClient(again.url, sample.projectId).getRun(run.id)).state).toBe('Success');
});

test('without the sample nothing is there but what people make', async () => {
  const running = await start({ args: ['--no-sample'] });
  expect(await projectsOf(running)).toEqual([]);
  await ProjectClient.create(running.url, 'Own');
  await running.stop();
  const again = await start({ dataDir: running.dataDir });
  expect((await projectsOf(again)).map(({ name }) => name)).toEqual(['Own']);
});

test('beyond loopback a token is asked for: printed once, never logged', async () => {
  const running = await start({ args: ['--no-sample'], env: { HOST: '0.0.0.0' } });
  const { token = '' } = running;
  expect(token).not.toBe('');
  expect((await fetch(`${running.url}/api/projects`)).status).toBe(401);
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${running.url}/api/projects`, { headers })).status).toBe(200);
  await fetch(running.readyUrl, { redirect: 'manual' });
  await running.stop();
  const again = await start({ dataDir: running.dataDir, args: ['--no-sample'], env: { HOST: '0.0.0.0' } });
  expect(again.token).toBeUndefined();
  expect((await fetch(`${again.url}/api/projects`, { headers })).status).toBe(200);
  expect(await readFile(join(running.dataDir, 'logs', 'server.log'), 'utf8')).not.toContain(token);
  await again.stop();
  const anew = await start({
    dataDir: running.dataDir,
    args: ['--no-sample', '--new-access-token'],
    env: { HOST: '0.0.0.0' },
  });
  expect(anew.token).not.toBe(token);
  expect((await fetch(`${anew.url}/api/projects`, { headers })).status).toBe(401);
});
