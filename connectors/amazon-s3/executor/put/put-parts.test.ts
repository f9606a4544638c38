import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Content, StepContext } from '../../../../shared/runs/payload.ts';
import { parseConnection } from '../connection.ts';
import { Endpoints } from '../endpoints.ts';
import { activity, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';
import type { PutJob } from './job.ts';
import { putParts } from './put-parts.ts';

const MiB = 1024 ** 2;
const bytes = randomBytes(22 * MiB);
const parts = [0, 5, 10, 15, 20].map((at, index) => ({
  number: index + 1,
  offset: at * MiB,
  length: (at === 20 ? 2 : 5) * MiB,
}));

let at: TestStore;
let executor: TestExecutor;
const endpoints = new Endpoints({ pauses: { baseMs: 1, capMs: 5 } });

beforeAll(async () => {
  at = await testStore();
  executor = quick();
  await at.witness.put('source', bytes, { ChecksumAlgorithm: 'CRC32' });
});
afterEach(() => {
  at.store.faults.clear();
  at.store.faults.clearRequests();
});
afterAll(async () => {
  executor.close();
  endpoints.close();
  await at.stop();
});

async function source(context: StepContext): Promise<Content> {
  const settings = { bucket: 'data', key: 'source' };
  const got = await executor.execute(at.connection(), activity('get-object', settings), NOTHING, context);
  if (!got.content) throw new Error('no content');
  return got.content;
}

async function job(key: string, context: StepContext, more: Partial<PutJob> = {}): Promise<PutJob> {
  return {
    endpoint: endpoints.of(parseConnection(at.connection())),
    context,
    where: { bucket: 'data', key },
    content: await source(context),
    headers: { 'content-type': 'text/plain', 'x-amz-meta-a': 'b' },
    onlyIfAbsent: false,
    likelyMd5: undefined,
    ...more,
  };
}

const md5 = (data: Uint8Array) => createHash('md5').update(data).digest('hex');

test('parts make the object, with its headers and its checksum', async () => {
  const stored = await putParts(await job('copy', recorder()), parts);
  expect(stored).toMatchObject({ size: bytes.length, verified: true });
  expect(md5(await at.witness.bytes('copy'))).toBe(md5(bytes));
  const head = await at.witness.head('copy');
  expect(head).toMatchObject({ ContentType: 'text/plain', Metadata: { a: 'b' } });
  expect(head.ChecksumCRC32).toBe((await at.witness.head('source')).ChecksumCRC32);
});

test('faults of source and target are overcome part by part', async () => {
  at.store.faults.set([
    { match: { operation: 'GetObject' }, skip: 1, times: 3, effect: { kind: 'cutBody', afterBytes: MiB } },
    { match: { operation: 'UploadPart', partNumber: 2 }, times: 1, effect: { kind: 'cutUpload', afterBytes: MiB } },
    {
      match: { operation: 'UploadPart', partNumber: 3 },
      times: 1,
      effect: { kind: 'error', status: 500, code: 'InternalError' },
    },
    { match: { operation: 'UploadPart', partNumber: 4 }, times: 1, effect: { kind: 'drop', when: 'after' } },
  ]);
  const context = recorder();
  await putParts(await job('rough', context), parts);
  expect(md5(await at.witness.bytes('rough'))).toBe(md5(bytes));
  expect(context.logs.filter((line) => line.code === 'retried').length).toBeGreaterThanOrEqual(3);
  expect(await at.witness.uploads()).toBe(0);
});

test.each([
  ['access is denied to a part', { operation: 'UploadPart', partNumber: 3 }, 403, 'AccessDenied', 'access-denied'],
  ['the storage is full', { operation: 'UploadPart' }, 507, 'InsufficientStorage', 'target-full'],
  ['the parts cannot be put together', { operation: 'CompleteMultipartUpload' }, 500, 'InternalError', 'storage-fault'],
])('when %s nothing is left behind', async (_, match, status, name, code) => {
  at.store.faults.set([{ match, effect: { kind: 'error', status, code: name } }]);
  await expect(putParts(await job('failed', recorder()), parts)).rejects.toMatchObject({ code });
  expect(await at.witness.uploads()).toBe(0);
  expect(await at.witness.has('failed')).toBe(false);
});

test('a cancel stops the parts and aborts the upload', async () => {
  at.store.faults.set([{ match: { operation: 'UploadPart' }, effect: { kind: 'slowUpload', milliseconds: 100 } }]);
  const stop = new AbortController();
  const run = putParts(await job('canceled', recorder(stop.signal)), parts);
  const canceled = expect(run).rejects.toMatchObject({ nature: 'canceled' });
  await expect.poll(() => at.store.faults.requests().mostAtOnce.UploadPart).toBeGreaterThan(0);
  stop.abort();
  await canceled;
  expect(await at.witness.uploads()).toBe(0);
});

test('a source that is replaced half-way fails, and leaves nothing behind', async () => {
  await at.witness.put('changing', bytes);
  const context = recorder();
  const settings = { bucket: 'data', key: 'changing' };
  const got = await executor.execute(at.connection(), activity('get-object', settings), NOTHING, context);
  await at.witness.put('changing', randomBytes(22 * MiB));
  const changed = await job('from-changing', context, got.content ? { content: got.content } : {});
  await expect(putParts(changed, parts)).rejects.toThrow();
  expect(await at.witness.uploads()).toBe(0);
  expect(await at.witness.has('from-changing')).toBe(false);
});

test('an object that exists is not replaced when it shall not be', async () => {
  await at.witness.put('exists', 'old');
  const run = putParts(await job('exists', recorder(), { onlyIfAbsent: true }), parts);
  await expect(run).rejects.toMatchObject({ code: 'precondition-failed' });
  expect((await at.witness.bytes('exists')).toString()).toBe('old');
  expect(await at.witness.uploads()).toBe(0);
});
