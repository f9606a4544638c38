import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Content } from '../../../../shared/runs/payload.ts';
import { putInParts } from '../../../../testing/faults/put-in-parts.ts';
import { activity, NOTHING, quick, type Recorder, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';
import { UploadNotebook } from '../test-support/upload-notebook.ts';

const MiB = 1024 ** 2;
const PART = 6 * MiB;
const PARTS = 7;
const bytes = randomBytes(PARTS * PART - 1000);
const md5 = (data: Uint8Array) => createHash('md5').update(data).digest('hex');

let at: TestStore;
let executor: TestExecutor;
beforeAll(async () => {
  at = await testStore();
  // By itself it would cut into parts of 5 MiB.
  executor = quick({ partLimits: { largest: PART, part: 5 * MiB } });
  await putInParts(at.witness, { Bucket: 'data', Key: 'parted' }, bytes, Array(PARTS).fill(PART));
});
afterEach(() => {
  at.store.faults.clear();
  at.store.faults.clearRequests();
});
afterAll(async () => {
  executor.close();
  await at.stop();
});

async function copy(
  key: string,
  notes = new UploadNotebook(),
  told: Recorder = recorder(),
  given: (content: Content) => Content = (content) => content,
): Promise<void> {
  const context = { ...told, uploads: notes.attempt() };
  const get = activity('get-object', { bucket: 'data', key: 'parted' });
  const { record, content } = await executor.execute(at.connection(), get, NOTHING, context);
  if (!content) throw new Error('no content');
  const put = activity('put-object', { bucket: 'data', key });
  await executor.execute(at.connection(), put, { record, content: given(content) }, context);
}

const sent = (key: string) => at.store.faults.count({ operation: 'UploadPart', key, status: 200 });
const codes = (context: Recorder) => context.logs.map(({ code }) => code);

test('an object in parts is cut alike, and has the same ETag; its storage is asked once how it was cut', async () => {
  const context = recorder();
  await copy('alike', undefined, context);
  expect((await at.witness.head('alike')).ETag).toBe((await at.witness.head('parted')).ETag);
  expect(sent('alike')).toBe(PARTS);
  expect(at.store.faults.count({ operation: 'HeadObject', key: 'parted' })).toBeLessThanOrEqual(3);
  expect(codes(context)).not.toContain('source-read-again');
  expect(context.receipts.find(({ code }) => code === 'plan')?.text).toContain('cut as the source is');
});

type Faults = Parameters<TestStore['store']['faults']['set']>[0];

/** An attempt that ends at the last part, with its upload left open. All others are there by then. */
async function leftOpen(key: string, ...more: Faults): Promise<UploadNotebook> {
  const notes = new UploadNotebook();
  notes.isLeft = true;
  const noted = () => [...notes.uploads.values()].flatMap(({ parts }) => parts).length;
  const lastAtLast = (content: Content): Content => ({
    ...content,
    read: async (sink, range, signal) => {
      if (range.offset >= (PARTS - 1) * PART) await expect.poll(noted).toBe(PARTS - 1);
      return content.read(sink, range, signal);
    },
  });
  const match = { operation: 'UploadPart', key, partNumber: PARTS };
  at.store.faults.set([{ match, effect: { kind: 'error', status: 403, code: 'AccessDenied' } }, ...more]);
  await expect(copy(key, notes, recorder(), lastAtLast)).rejects.toMatchObject({ code: 'access-denied' });
  at.store.faults.clear();
  at.store.faults.clearRequests();
  notes.isLeft = false;
  return notes;
}

test('what an earlier attempt has left is gone on with, and proven together with the rest', async () => {
  const notes = await leftOpen('resumed');
  const context = recorder();
  await copy('resumed', notes, context);
  expect((await at.witness.head('resumed')).ETag).toBe((await at.witness.head('parted')).ETag);
  expect(sent('resumed')).toBeLessThan(PARTS);
  expect(codes(context)).toContain('upload-resumed');
  expect(codes(context)).not.toContain('source-read-again');
});

test('a part that was damaged when an earlier attempt sent it is sent again', async () => {
  const notes = await leftOpen('mended', {
    match: { operation: 'GetObject', key: 'parted' },
    times: 1,
    effect: { kind: 'flipByte', at: 70_000 },
  });
  const context = recorder();
  await copy('mended', notes, context);
  expect(md5(await at.witness.bytes('mended'))).toBe(md5(bytes));
  expect(codes(context)).toContain('part-damaged');
  expect(await at.witness.uploads()).toBe(0);
});
