import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { activity, contentOf, quick, type Recorder, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';
import { UploadNotebook } from '../test-support/upload-notebook.ts';
import { verifyPart } from './verify-part.ts';

const MiB = 1024 ** 2;
const PART = 5 * MiB;
const bytes = randomBytes(4 * PART - 1000);
const md5 = (data: Uint8Array) => createHash('md5').update(data).digest('hex');

let at: TestStore;
let executor: TestExecutor;
beforeAll(async () => {
  at = await testStore();
  executor = quick({ partLimits: { largest: PART, part: PART } });
});
afterEach(() => {
  at.store.faults.clear();
  at.store.faults.clearRequests();
});
afterAll(async () => {
  executor.close();
  await at.stop();
});

/** The bytes as the object of another storage. */
function content(data: Uint8Array = bytes, eTag = 'source-etag') {
  const facts = { bucket: 'elsewhere', key: 'source', eTag, size: data.length };
  return { ...contentOf(data), origin: { connector: 'other', account: 'other', facts, copied: () => undefined } };
}

function put(key: string, notes: UploadNotebook, given = content(), more = {}, context: Recorder = recorder()) {
  const uploads = notes.attempt();
  const put = activity('put-object', { bucket: 'data', key, ...more });
  return executor.execute(at.connection(), put, { record: {}, content: given }, { ...context, uploads });
}

/**
 * An attempt that ends in the middle, with its upload left open: two parts are there, the third one failed, and the fourth was not sent.
 * What were still on its way at the end would be stored or not, sooner or later.
 */
async function leftOpen(key: string): Promise<UploadNotebook> {
  const notes = new UploadNotebook();
  const whole = content();
  const given: typeof whole = {
    ...whole,
    read: async (sink, range, signal) => {
      if (range.offset >= 2 * PART)
        await expect.poll(() => [...notes.uploads.values()].flatMap(({ parts }) => parts).length).toBe(2);
      if (range.offset >= 3 * PART)
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      return whole.read(sink, range, signal);
    },
  };
  notes.isLeft = true;
  at.store.faults.set([
    {
      match: { operation: 'UploadPart', key, partNumber: 3 },
      effect: { kind: 'error', status: 403, code: 'AccessDenied' },
    },
  ]);
  await expect(put(key, notes, given)).rejects.toMatchObject({ code: 'access-denied' });
  at.store.faults.clear();
  notes.isLeft = false;
  expect(await at.witness.uploads()).toBe(1);
  return notes;
}

const sent = (key: string) => at.store.faults.count({ operation: 'UploadPart', key, status: 200 });
const codes = (context: Recorder) => context.logs.map(({ code }) => code);

test('the next attempt sends only what is missing, and counts the rest as moved', async () => {
  const notes = await leftOpen('resumed');
  const context = recorder();
  await put('resumed', notes, content(), {}, context);
  expect(md5(await at.witness.bytes('resumed'))).toBe(md5(bytes));
  expect(sent('resumed')).toBe(4);
  expect(context.totals.bytes).toBe(bytes.length);
  expect(codes(context)).toContain('upload-resumed');
  expect([...notes.uploads.values()].map(({ completed }) => completed?.size)).toEqual([bytes.length]);
});

test('parts that nobody could tell of any more count when the storage has verified them', async () => {
  const notes = await leftOpen('proven');
  for (const upload of notes.uploads.values()) notes.uploads.set(upload.id, { ...upload, parts: [] });
  await put('proven', notes);
  expect(md5(await at.witness.bytes('proven'))).toBe(md5(bytes));
  expect(sent('proven')).toBe(4);
});

test('a part that only its MD5 can prove is compared with the source', async () => {
  const part = { number: 2, offset: PART, length: PART };
  const right = bytes.subarray(PART, 2 * PART);
  const { signal } = new AbortController();
  const verify = (eTag: string) =>
    verifyPart(contentOf(bytes), part, { number: 2, size: PART, eTag, crc32: undefined }, signal);
  expect(await verify(`"${md5(right)}"`)).toMatchObject({
    number: 2,
    length: PART,
    eTag: `"${md5(right)}"`,
    checksum: undefined,
    computed: { algorithm: 'CRC32' },
  });
  expect(await verify(`"${md5(bytes)}"`)).toBeUndefined();
  expect(await verify('"opaque"')).toBeUndefined();
});

test('where parts must not be listed, what was noted of them counts', async () => {
  const notes = await leftOpen('unlisted');
  at.store.faults.set([
    { match: { operation: 'ListParts' }, effect: { kind: 'error', status: 403, code: 'AccessDenied' } },
  ]);
  const context = recorder();
  await put('unlisted', notes, content(), {}, context);
  expect(md5(await at.witness.bytes('unlisted'))).toBe(md5(bytes));
  expect(codes(context)).toContain('parts-not-listed');
});

test('another source, another object, or an upload being given up is begun anew', async () => {
  const other = randomBytes(bytes.length);
  const changes = [
    (notes: UploadNotebook, key: string) => put(key, notes, content(other, 'other-etag')),
    (notes: UploadNotebook, key: string) => put(key, notes, content(other, ''), {}),
    (notes: UploadNotebook, key: string) => put(key, notes, content(other), { contentType: 'text/x-other' }),
    (notes: UploadNotebook, key: string) => {
      for (const upload of notes.uploads.values()) notes.uploads.set(upload.id, { ...upload, aborting: true });
      return put(key, notes, content(other));
    },
  ];
  for (const [index, again] of changes.entries()) {
    const key = `anew ${index}`;
    const notes = await leftOpen(key);
    await again(notes, key);
    expect(md5(await at.witness.bytes(key))).toBe(md5(other));
    expect(await at.witness.uploads()).toBe(0);
  }
});

test('an object that was written already is known again; one that somebody replaced is written anew', async () => {
  const notes = new UploadNotebook();
  await put('known', notes);
  await put('known', notes);
  expect(sent('known')).toBe(4);
  await at.witness.put('known', 'another');
  await put('known', notes);
  expect(sent('known')).toBe(8);
  expect(md5(await at.witness.bytes('known'))).toBe(md5(bytes));
});

test('an upload of unknown length is not gone on with: the next attempt aborts it', async () => {
  const large = { ...contentOf(randomBytes(40 * MiB), false) };
  const notes = new UploadNotebook();
  notes.isLeft = true;
  at.store.faults.set([
    { match: { operation: 'UploadPart', partNumber: 2 }, effect: { kind: 'error', status: 403, code: 'AccessDenied' } },
  ]);
  const once = () => {
    const collected = activity('put-object', { bucket: 'data', key: 'collected' });
    const context = { ...recorder(), uploads: notes.attempt() };
    return executor.execute(at.connection(), collected, { record: {}, content: large }, context);
  };
  await expect(once()).rejects.toMatchObject({ code: 'access-denied' });
  expect(await at.witness.uploads()).toBe(1);
  at.store.faults.clear();
  notes.isLeft = false;
  await once();
  expect(await at.witness.uploads()).toBe(0);
  expect(at.store.faults.count({ operation: 'AbortMultipartUpload', status: 204 })).toBe(1);
});
