import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  KEY_ID,
  SECRET,
  type TestStore,
  testStore,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { call, makePlace } from '../agents/admin-client.ts';
import { describePostgres } from '../postgres/describe-postgres.ts';
import { startPostgres, systemPostgres } from '../postgres/start-postgres.ts';
import { ProjectClient } from '../product/api-client.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { drawCopy, OTHER } from '../scale/draw-copy.ts';
import { shellBlocks } from './shell-blocks.ts';

const [backUpFolder = '', restoreFolder = '', backUpDatabase = '', restoreDatabase = ''] =
  shellBlocks('Backup and restore');
let store: TestStore;
beforeAll(async () => {
  store = await testStore({ credentials: [OTHER] });
  await store.witness.put('source', 'content', { Bucket: 'data' });
});
afterAll(() => store.stop());

function shell(block: string, cwd: string, env: Record<string, string>): void {
  expect(block).not.toBe('');
  const path = [systemPostgres() ?? '', process.env.PATH].join(':');
  execFileSync('sh', ['-e', '-c', block], { cwd, env: { PATH: path, ...env }, stdio: 'pipe' });
}

/** A project that has run once, and a run that waits where no agent is. */
async function fill(product: Product): Promise<{ projectId: Id; operationId: Id; done: Id; waits: Id }> {
  const project = await ProjectClient.create(product.url, 'To be kept');
  const operationId = await drawCopy(project, { url: store.url, accessKeyId: KEY_ID, secretAccessKey: SECRET });
  const done = await project.run(operationId);
  expect((await project.ended(done)).state).toBe('Success');
  const { environmentId } = await makePlace(product.url, 'Nobody there');
  const params = { projectId: project.projectId };
  await call(product.url, routes.setProjectEnvironment, { params, body: { environmentId } });
  const waits = await project.run(operationId);
  await call(product.url, routes.setProjectEnvironment, { params, body: { environmentId: 'env_default' } });
  return { projectId: project.projectId, operationId, done, waits };
}

/** All of it is there again, the secret opens, and what waited is still known. */
async function expectAllThere(product: Product, kept: Awaited<ReturnType<typeof fill>>): Promise<void> {
  expect(product.output()).not.toContain('encrypted with another key');
  const project = new ProjectClient(product.url, kept.projectId);
  expect((await project.getRun(kept.done)).state).toBe('Success');
  expect((await project.getRun(kept.waits)).state).toBe('Submitted');
  expect((await project.ended(await project.run(kept.operationId))).state).toBe('Success');
}

test('a data folder that was copied away comes back, elsewhere', async () => {
  const backups = temporaryFolder();
  const product = await startProduct({ args: ['--no-sample'] });
  const kept = await fill(product);
  expect(await product.stop()).toBe(0);
  shell(backUpFolder, backups, { SLUICE_DATA_DIR: product.dataDir });
  rmSync(product.dataDir, { recursive: true });
  const top = temporaryFolder();
  chmodSync(top, 0o711);
  const dataDir = join(top, 'restored');
  shell(restoreFolder, backups, { SLUICE_DATA_DIR: dataDir });
  const restored = await startProduct({ dataDir, args: ['--no-sample'] });
  await expectAllThere(restored, kept);
  expect(await restored.stop()).toBe(0);
}, 120_000);

describePostgres('with DATABASE_URL', () => {
  test('a database that was dumped while Sluice ran comes back, elsewhere', async () => {
    const postgres = await startPostgres(systemPostgres() ?? '');
    const backups = temporaryFolder();
    const secrets = { SLUICE_SECRET_KEY: randomBytes(32).toString('hex') };
    const env = { ...secrets, DATABASE_URL: postgres.url };
    const product = await startProduct({ args: ['--no-sample'], env });
    const kept = await fill(product);
    shell(backUpDatabase, backups, env);
    expect(await product.stop()).toBe(0);
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('create database again');
    await client.end();
    const anew = { ...secrets, DATABASE_URL: postgres.url.replace(/postgres$/, 'again') };
    shell(restoreDatabase, backups, anew);
    const restored = await startProduct({ args: ['--no-sample'], env: anew });
    await expectAllThere(restored, kept);
    expect(await restored.stop()).toBe(0);
    await postgres.close();
  }, 120_000);
});
