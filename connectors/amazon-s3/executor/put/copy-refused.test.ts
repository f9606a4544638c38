import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseConnection } from '../connection.ts';
import { Endpoints } from '../endpoints.ts';
import { planCopy } from '../plan/plan-transfer.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import { activity, NOTHING, quick, recorder, type TestExecutor, transferKnowingly } from '../test-support/run-step.ts';
import { KEY_ID, SECRET, type TestStore, testStore } from '../test-support/test-store.ts';
import type { PutJob } from './job.ts';
import { putCopied } from './put-copied.ts';

const MiB = 1024 ** 2;
const OTHER = { accessKeyId: 'AKIAOTHERACCOUNT1234', secretAccessKey: 'another/secret' };

let executor: TestExecutor;
let inParts: TestExecutor;
let store: TestStore;
beforeAll(async () => {
  executor = quick();
  inParts = quick({ copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
  store = await testStore({ credentials: [OTHER] });
  await store.witness.createBucket('other');
});
afterEach(() => {
  store.store.faults.clear();
  store.store.faults.clearRequests();
});
afterAll(async () => {
  executor.close();
  inParts.close();
  await store.stop();
});

const copies = () => store.store.faults.count({ operation: ['CopyObject', 'UploadPartCopy'] });
const steps = (key: string) => ({ get: { bucket: 'data', key }, put: { bucket: 'other', key } });

test('two accounts: the bytes pass through the agent, and the plan says why', async () => {
  await store.witness.put('two', 'accounts');
  const context = recorder();
  const target = store.connection(OTHER);
  await transferKnowingly(executor, store.connection(), steps('two'), { context, target });
  expect(String(await store.witness.bytes('two', 'other'))).toBe('accounts');
  expect(context.plans).toEqual(['stream']);
  expect(context.receipts.find(({ code }) => code === 'plan')?.text).toContain('different credentials');
  expect(copies()).toBe(0);
  expect(store.store.faults.count({ operation: 'HeadObject' })).toBe(0);
});

test.each([
  ['CopyObject', 403, 'AccessDenied', 1],
  ['CopyObject', 501, 'NotImplemented', 1],
  ['CopyObject', 400, 'InvalidRequest', 1],
  ['UploadPartCopy', 403, 'AccessDenied', 2],
  ['UploadPartCopy', 501, 'NotImplemented', 2],
])(
  'a %s that is refused with %i %s is streamed instead, and it is not asked again',
  async (operation, status, code) => {
    const fresh = quick(operation === 'CopyObject' ? {} : { copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
    const bytes = randomBytes(6 * MiB);
    await store.witness.put(`refused ${code}`, bytes, { Metadata: { a: 'b' } });
    const message = `No copies on ${operation}.`;
    store.store.faults.set([{ match: { operation }, effect: { kind: 'error', status, code, message } }]);
    const context = recorder();
    const { record } = await transferKnowingly(fresh, store.connection(), steps(`refused ${code}`), { context });
    expect(record).toMatchObject({ size: bytes.length });
    expect(bytes.equals(await store.witness.bytes(`refused ${code}`, 'other'))).toBe(true);
    expect((await store.witness.head(`refused ${code}`, 'other')).Metadata).toEqual({ a: 'b' });
    expect(context.plans).toEqual(['server-side-copy', 'stream']);
    expect(context.logs).toMatchObject([
      { level: 'info', code: 'copy-refused', text: expect.stringContaining(message) },
    ]);
    expect(context.receipts.filter(({ code: said }) => said === 'plan')[1]?.text).toContain(message);
    expect(context.totals).toMatchObject({ copied: 0, expected: { bytes: bytes.length } });
    expect(context.transfers).toMatchObject([{ outcome: 'written' }]);
    expect(await store.witness.uploads('other')).toBe(0);
    const asked = copies();
    const again = recorder();
    await transferKnowingly(fresh, store.connection(), steps(`refused ${code}`), { context: again });
    expect(again.plans).toEqual(['stream']);
    expect(again.receipts.find(({ code: said }) => said === 'plan')?.text).toContain(message);
    expect(copies()).toBe(asked);
    fresh.close();
  },
);

test('what is denied between two buckets is not held against others', async () => {
  const fresh = quick();
  await store.witness.put('pairs', 'x');
  const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const;
  store.store.faults.set([{ match: { operation: 'CopyObject', bucket: 'other' }, effect }]);
  await transferKnowingly(fresh, store.connection(), steps('pairs'));
  const context = recorder();
  const within = { get: { bucket: 'data', key: 'pairs' }, put: { bucket: 'data', key: 'pairs too' } };
  await transferKnowingly(fresh, store.connection(), within, { context });
  expect(context.plans).toEqual(['server-side-copy']);
  fresh.close();
});

test('a refusal that is none of copying ends the run with its own error, and is not remembered', async () => {
  const fresh = quick();
  await store.witness.put('denied', 'x');
  const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const;
  store.store.faults.set([{ match: { operation: ['CopyObject', 'PutObject'], bucket: 'other' }, effect }]);
  await expect(transferKnowingly(fresh, store.connection(), steps('denied'))).rejects.toMatchObject({
    code: 'access-denied',
  });
  store.store.faults.clear();
  const context = recorder();
  await transferKnowingly(fresh, store.connection(), steps('denied'), { context });
  expect(context.plans).toEqual(['server-side-copy']);
  fresh.close();
});

test('a copy whose answer is lost, or is an error after all, is asked for again', async () => {
  await store.witness.put('late', 'x');
  store.store.faults.set([
    { match: { operation: 'CopyObject' }, times: 1, effect: { kind: 'errorInBody', code: 'InternalError' } },
    { match: { operation: 'CopyObject' }, skip: 1, times: 1, effect: { kind: 'drop', when: 'after' } },
  ]);
  const context = recorder();
  await transferKnowingly(executor, store.connection(), steps('late'), { context });
  expect(copies()).toBe(3);
  expect(context.totals).toMatchObject({ bytes: 1, copied: 1 });
});

test('canceled in the middle, nothing is left', async () => {
  await store.witness.put('canceled', randomBytes(20 * MiB));
  store.store.faults.set([{ match: { operation: 'UploadPartCopy' }, skip: 2, effect: { kind: 'hang' } }]);
  const stop = new AbortController();
  const context = recorder(stop.signal);
  const failing = transferKnowingly(inParts, store.connection(), steps('canceled'), { context });
  const failed = expect(failing).rejects.toMatchObject({ nature: 'canceled' });
  await expect.poll(() => context.totals.copied, { timeout: 20_000 }).toBe(10 * MiB);
  stop.abort();
  await failed;
  expect(await store.witness.has('canceled', 'other')).toBe(false);
  expect(await store.witness.uploads('other')).toBe(0);
  expect(context.totals.copied).toBe(0);
});

describe('where the storage is known to copy only where no object is', () => {
  const endpoints = new Endpoints({ pauses: { baseMs: 1, capMs: 5 } });
  afterAll(() => endpoints.close());
  const copyIfAbsent = async (key: string, way: 'one copy' | 'parts') => {
    const next = { connector: 'amazon-s3', type: 'put-object', connection: () => store.connection() };
    const context = recorder();
    const get = activity('get-object', { bucket: 'data', key: 'conditional' });
    const { content } = await executor.execute(store.connection(), get, NOTHING, { ...context, next });
    if (!(content?.origin instanceof S3Origin)) throw new Error('no origin');
    const job: PutJob = {
      endpoint: endpoints.of(parseConnection(store.connection())),
      context,
      where: { bucket: 'other', key },
      content,
      headers: {},
      onlyIfAbsent: true,
      likelyMd5: undefined,
    };
    const plan = planCopy(6 * MiB, { largest: way === 'parts' ? 1 : 6 * MiB, part: 5 * MiB });
    return putCopied(job, content.origin.source, plan);
  };
  beforeAll(() => store.witness.put('conditional', randomBytes(6 * MiB)));

  test.each(['one copy', 'parts'] as const)('%s does not replace an object', async (way) => {
    await store.witness.put(`there ${way}`, 'old', { Bucket: 'other' });
    await expect(copyIfAbsent(`there ${way}`, way)).rejects.toMatchObject({ code: 'precondition-failed' });
    expect(String(await store.witness.bytes(`there ${way}`, 'other'))).toBe('old');
    await copyIfAbsent(`absent ${way}`, way);
    expect((await store.witness.head(`absent ${way}`, 'other')).ContentLength).toBe(6 * MiB);
    expect(await store.witness.uploads('other')).toBe(0);
  });

  test('an answer that is lost is no object of somebody else', async () => {
    store.store.faults.set([{ match: { operation: 'CopyObject' }, times: 1, effect: { kind: 'drop', when: 'after' } }]);
    expect(await copyIfAbsent('lost', 'one copy')).toMatchObject({ stored: { size: 6 * MiB } });
    expect(copies()).toBe(2);
  });
});

test('connections of one account are one, whatever else they are set to', async () => {
  await store.witness.put('alike', 'x');
  const context = recorder();
  const target = store.connection({ maximumAttempts: 2, accessKeyId: KEY_ID, secretAccessKey: SECRET });
  await transferKnowingly(executor, store.connection(), steps('alike'), { context, target });
  expect(context.plans).toEqual(['server-side-copy']);
});
