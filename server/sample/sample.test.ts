import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { problems } from '../../shared/checks/problems.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { type SecretKey, secretKey } from '../secrets/cipher.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { SAMPLE_CONNECTION_ID } from './project.ts';
import { type Sample, startSample } from './sample.ts';

let server: TestServer;
let sample: Sample | null = null;
let dataDir: string;
let key: SecretKey;
const hidden: string[] = [];

async function start(): Promise<Sample | null> {
  sample = await startSample({ core: server.app.core, key, dataDir, hide: (secret) => hidden.push(secret) });
  return sample;
}

async function stop(): Promise<void> {
  await sample?.stop();
  sample = null;
}

async function sampleProject() {
  const { core } = server.app;
  const found = (await core.projects.list()).find((project) => project.sample);
  if (!found) throw new Error('there is no sample project');
  return core.projects.current(server.database.db, found.id);
}

async function connectionOf() {
  const { project } = await sampleProject();
  const settings = project.connections[SAMPLE_CONNECTION_ID]?.settings ?? {};
  const { endpointUrl, accessKeyId } = settings;
  if (typeof endpointUrl !== 'string' || typeof accessKeyId !== 'string') throw new Error('no sample connection');
  return { endpointUrl, accessKeyId };
}

async function openStorage(): Promise<S3Client> {
  const { endpointUrl, accessKeyId } = await connectionOf();
  return new S3Client({
    endpoint: endpointUrl,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey: hidden.at(-1) ?? '' },
  });
}

beforeEach(async () => {
  server = await startTestServer();
  dataDir = temporaryFolder();
  key = secretKey(randomBytes(32));
}, 60_000);
afterEach(async () => {
  await stop();
  await server.close();
});

test('a first start makes a project that is valid as it is, on a storage with real files', async () => {
  await start();
  const { project } = await sampleProject();
  expect(project.name).toBe('Sample: invoices');
  expect(Object.values(project.operations).map(({ name }) => name)).toEqual(['Copy invoice', 'List the inbox']);
  const found = problems(project, { descriptors, knownVariable: isPredefined });
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  const storage = await openStorage();
  const { Contents } = await storage.send(new ListObjectsV2Command({ Bucket: 'inbox' }));
  expect(Contents?.map((object) => object.Key)).toEqual([
    '2026/invoice-1001.pdf',
    '2026/invoice-1002.pdf',
    '2026/invoice-1003.pdf',
    '2026/invoices.csv',
  ]);
  const invoice = await storage.send(new GetObjectCommand({ Bucket: 'inbox', Key: '2026/invoice-1001.pdf' }));
  const bytes = await invoice.Body?.transformToString('latin1');
  expect(bytes).toMatch(/^%PDF-1\.4\n/);
  expect(bytes).toMatch(/%%EOF\n$/);
  expect(await storage.send(new ListObjectsV2Command({ Bucket: 'archive' }))).toMatchObject({ KeyCount: 0 });
  expect(hidden.at(-1)).toBeTruthy();
  expect(JSON.stringify(project)).not.toContain(hidden.at(-1));
  expect(server.logged()).not.toContain(hidden.at(-1));
});

test('the next start finds it again, on the same port', async () => {
  await start();
  const before = [await sampleProject(), await connectionOf()];
  await stop();
  await start();
  expect([await sampleProject(), await connectionOf()]).toEqual(before);
  expect(await server.app.core.projects.list()).toHaveLength(1);
});

test('a port that was taken meanwhile is left to whoever has it, and the connection follows', async () => {
  await start();
  const before = await connectionOf();
  await stop();
  const squatter = createServer();
  await new Promise<void>((resolve) =>
    squatter.listen(Number(new URL(before.endpointUrl).port), '127.0.0.1', () => resolve()),
  );
  await start();
  const after = await connectionOf();
  expect(after.endpointUrl).not.toBe(before.endpointUrl);
  const storage = await openStorage();
  expect(await storage.send(new ListObjectsV2Command({ Bucket: 'inbox' }))).toMatchObject({ KeyCount: 4 });
  await new Promise<void>((resolve) => squatter.close(() => resolve()));
});

test('there is none where there are projects already, and none again once it was deleted', async () => {
  await start();
  const { project } = await sampleProject();
  await stop();
  await server.app.core.projects.delete(project.id);
  expect(await start()).toBeNull();
  expect(await server.app.core.projects.list()).toEqual([]);
});

test('projects that came before it are left alone', async () => {
  await server.app.core.projects.create('Own');
  expect(await start()).toBeNull();
  expect(await server.app.core.projects.list()).toHaveLength(1);
});
