import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { GetObjectTaggingCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import { describeWithCeph } from '../../../../testing/ceph/describe-ceph.ts';
import { activity, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { storage, type TestStorage, type TestStore, testStore, Witness } from '../test-support/test-store.ts';
import { UploadNotebook } from '../test-support/upload-notebook.ts';

const MiB = 1024 ** 2;
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

let executor: TestExecutor;
let inParts: TestExecutor;
beforeAll(() => {
  executor = quick();
  inParts = quick({ copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
});
afterAll(() => {
  executor.close();
  inParts.close();
});

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Another address of a storage, until the end of the test: what is sent to it passes when `before` is done with it. */
async function relay(storageUrl: string, before: (chunk: Buffer) => Promise<void>): Promise<string> {
  const server = createServer((client) => {
    const inner = connect(Number(new URL(storageUrl).port), '127.0.0.1');
    for (const socket of [client, inner]) {
      socket.on('error', () => undefined);
      stops.push(() => socket.destroy());
    }
    let passing = Promise.resolve();
    client.on('data', (chunk: Buffer) => {
      passing = passing.then(() => before(chunk)).then(() => void inner.write(chunk));
    });
    inner.pipe(client);
  });
  stops.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

/** The context of one more attempt at a run with this book. */
function attemptWith(book: UploadNotebook, context = recorder()) {
  const uploads = book.attempt();
  return { ...context, uploads, noteDone: uploads.noteDone };
}

/** What holds on every storage. */
function everywhere(at: () => TestStorage, bucket: string): void {
  const move = (settings: ResolvedSettings, context = recorder(), by = executor) =>
    by.execute(
      at().connection(),
      activity('move-object', { sourceBucket: bucket, destinationBucket: bucket, ...settings }),
      NOTHING,
      context,
    );
  const described = {
    Bucket: bucket,
    ContentType: 'text/x-odd',
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    Metadata: { owner: 'someone' },
    Tagging: 'a=b%20c',
  };
  const tagsOf = async (key: string) =>
    (await at().witness.client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }))).TagSet;

  test.each([0, 1, 100_000])('%i bytes are moved with all that describes them; the source is gone', async (size) => {
    const bytes = randomBytes(size);
    await at().witness.put(`from ${size}/ü+%`, bytes, described);
    const context = recorder();
    const settings = { sourceKey: `from ${size}/ü+%`, destinationKey: `moved ${size}/ö&` };
    const { record } = await move(settings, context);
    expect(record).toMatchObject({ size, eTag: md5(bytes), serverSide: true, deleteFromSource: true });
    expect(await at().witness.has(`from ${size}/ü+%`, bucket)).toBe(false);
    expect(md5(await at().witness.bytes(`moved ${size}/ö&`, bucket))).toBe(md5(bytes));
    expect(await at().witness.head(`moved ${size}/ö&`, bucket)).toMatchObject({
      ContentType: 'text/x-odd',
      CacheControl: 'no-cache',
      ContentDisposition: 'inline',
      Metadata: { owner: 'someone' },
    });
    expect(await tagsOf(`moved ${size}/ö&`)).toEqual([{ Key: 'a', Value: 'b c' }]);
    expect(context.totals).toMatchObject({ bytes: size, objects: 1, expected: { bytes: size, objects: 1 } });
    expect(context.transfers).toMatchObject([
      { outcome: 'moved', size, eTag: md5(bytes), source: { key: `from ${size}/ü+%`, eTag: md5(bytes) } },
    ]);
    expect(context.receipts.map(({ code }) => code)).toEqual(['plan', 'object-moved']);
  });

  test('with Delete from source cleared, it is a copy', async () => {
    await at().witness.put('kept', 'hello', { Bucket: bucket });
    const { record } = await move({ sourceKey: 'kept', destinationKey: 'copy', deleteFromSource: false });
    expect(record).toMatchObject({ deleteFromSource: false, size: 5 });
    expect(await at().witness.keys('kept', bucket)).toEqual(['kept']);
    expect(String(await at().witness.bytes('copy', bucket))).toBe('hello');
  });

  test('an object too large for one copy is moved in parts, with all that describes it', async () => {
    const bytes = randomBytes(11 * MiB + 3);
    await at().witness.put('large', bytes, described);
    const context = recorder();
    const { record } = await move({ sourceKey: 'large', destinationKey: 'large moved' }, context, inParts);
    expect(record).toMatchObject({ size: bytes.length, serverSide: true });
    expect(md5(await at().witness.bytes('large moved', bucket))).toBe(md5(bytes));
    expect(await at().witness.head('large moved', bucket)).toMatchObject({
      ContentType: 'text/x-odd',
      CacheControl: 'no-cache',
      Metadata: { owner: 'someone' },
    });
    expect(await tagsOf('large moved')).toEqual([{ Key: 'a', Value: 'b c' }]);
    expect(await at().witness.has('large', bucket)).toBe(false);
    expect(await at().witness.uploads(bucket)).toBe(0);
    expect(context.receipts[0]?.text).toContain('In 3 parts of 5 MiB');
    expect(context.totals.bytes).toBe(bytes.length);
  });

  test('an object that was written in parts is moved by one copy', async () => {
    const bytes = randomBytes(6 * MiB);
    await at().witness.put('parted source', bytes, { Bucket: bucket });
    await move({ sourceKey: 'parted source', destinationKey: 'parted' }, recorder(), inParts);
    const { record } = await move({ sourceKey: 'parted', destinationKey: 'whole' });
    expect(record).toMatchObject({ size: bytes.length });
    expect(md5(await at().witness.bytes('whole', bucket))).toBe(md5(bytes));
    expect(await at().witness.has('parted', bucket)).toBe(false);
  });

  test('onto itself is refused, and the object stays', async () => {
    await at().witness.put('self', 'x', { Bucket: bucket });
    await expect(move({ sourceKey: 'self' })).rejects.toMatchObject({ code: 'copy-onto-itself' });
    await expect(move({ sourceKey: 'self', destinationKey: 'self' })).rejects.toMatchObject({
      code: 'copy-onto-itself',
    });
    expect(await at().witness.has('self', bucket)).toBe(true);
  });

  test('a source that is missing is named, and nothing is written', async () => {
    await expect(move({ sourceKey: 'not there', destinationKey: 'never' })).rejects.toMatchObject({
      code: 'key-missing',
      message: expect.stringContaining('"not there"'),
    });
    expect(await at().witness.has('never', bucket)).toBe(false);
  });

  test('a run that is tried again after it has removed the source finds its copy, by what it has noted', async () => {
    await at().witness.put('moved once', 'hello', { Bucket: bucket });
    const book = new UploadNotebook();
    const settings = { sourceKey: 'moved once', destinationKey: 'there' };
    const first = recorder();
    const { record } = await move(settings, attemptWith(book, first));
    const again = recorder();
    expect((await move(settings, attemptWith(book, again))).record).toEqual(record);
    expect(again.transfers).toEqual(first.transfers);
    expect(again.totals).toMatchObject({ bytes: 5, objects: 1 });
    expect(again.logs).toMatchObject([{ code: 'moved-before' }]);
    // Of another source nothing was noted, and without a note nothing is known.
    const other = { ...settings, sourceKey: 'moved never' };
    await expect(move(other, attemptWith(book))).rejects.toMatchObject({ code: 'key-missing' });
    await expect(move(settings)).rejects.toMatchObject({ code: 'key-missing' });
    // What is there by now is not what was made.
    await at().witness.put('there', 'HELLO', { Bucket: bucket });
    await expect(move(settings, attemptWith(book))).rejects.toMatchObject({ code: 'key-missing' });
  });

  test('nothing is removed before the note of the copy is kept', async () => {
    await at().witness.put('not noted', 'hello', { Bucket: bucket });
    const lost = new Error('the run is lost');
    const context = { ...recorder(), noteDone: () => Promise.reject(lost) };
    await expect(move({ sourceKey: 'not noted', destinationKey: 'copied' }, context)).rejects.toBe(lost);
    expect(await at().witness.has('not noted', bucket)).toBe(true);
  });

  test('what the preceding step gives stands in for empty source fields', async () => {
    await at().witness.put('given', 'x', { Bucket: bucket });
    const input = { record: { bucketName: bucket, key: 'given' } };
    const settings = { destinationBucket: bucket, destinationKey: 'taken' };
    await executor.execute(at().connection(), activity('move-object', settings), input, recorder());
    expect(await at().witness.has('taken', bucket)).toBe(true);
  });

  test('Delete Object deletes; a key that is not there is no error', async () => {
    await at().witness.put('to delete/ü', 'x', { Bucket: bucket });
    const context = recorder();
    const remove = activity('delete-object', { bucket, key: 'to delete/ü' });
    const { record } = await executor.execute(at().connection(), remove, NOTHING, context);
    expect(record).toEqual({ bucketName: bucket, key: 'to delete/ü', deleteMarker: false, versionId: undefined });
    expect(await at().witness.has('to delete/ü', bucket)).toBe(false);
    await executor.execute(at().connection(), remove, NOTHING, context);
    expect(context.totals.objects).toBe(2);
    expect(context.transfers).toMatchObject([{ outcome: 'deleted', key: 'to delete/ü' }, { outcome: 'deleted' }]);
  });
}

describe('on the embedded store', () => {
  let store: TestStore;
  const at = () => store;
  beforeAll(async () => {
    store = await testStore();
    await store.witness.createBucket('other');
  });
  afterEach(() => {
    store.store.faults.clear();
    store.store.faults.clearRequests();
  });
  afterAll(() => store.stop());
  everywhere(at, 'data');

  const move = (settings: ResolvedSettings, context = recorder(), by = executor) =>
    by.execute(
      store.connection(),
      activity('move-object', { sourceBucket: 'data', destinationBucket: 'other', ...settings }),
      NOTHING,
      context,
    );

  test('the key is kept when only the bucket is another one, and so is the storage class', async () => {
    await store.witness.put('same key', 'x', { StorageClass: 'STANDARD_IA' });
    await move({ sourceKey: 'same key' });
    expect(await store.witness.head('same key', 'other')).toMatchObject({ StorageClass: 'STANDARD_IA' });
    await store.witness.put('ia large', randomBytes(6 * MiB), { StorageClass: 'STANDARD_IA' });
    await move({ sourceKey: 'ia large' }, recorder(), inParts);
    expect(await store.witness.head('ia large', 'other')).toMatchObject({ StorageClass: 'STANDARD_IA' });
  });

  test.each(['CopyObject', 'UploadPartCopy'])('a failing %s leaves the source and no trace', async (operation) => {
    await store.witness.put('stays', randomBytes(6 * MiB));
    store.store.faults.set([
      { match: { operation }, effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'Access Denied' } },
    ]);
    const by = operation === 'CopyObject' ? executor : inParts;
    await expect(move({ sourceKey: 'stays' }, recorder(), by)).rejects.toMatchObject({
      code: 'access-denied',
      todo: expect.stringContaining('s3:PutObject'),
    });
    expect(await store.witness.has('stays')).toBe(true);
    expect(await store.witness.has('stays', 'other')).toBe(false);
    expect(await store.witness.uploads('other')).toBe(0);
  });

  test('a copy that answers 200 with an error in it is tried again', async () => {
    await store.witness.put('late error', 'x');
    store.store.faults.set([
      { match: { operation: 'CopyObject' }, times: 1, effect: { kind: 'errorInBody', code: 'InternalError' } },
      { match: { operation: 'CopyObject' }, skip: 1, times: 1, effect: { kind: 'drop', when: 'after' } },
    ]);
    const context = recorder();
    await move({ sourceKey: 'late error' }, context);
    expect(await store.witness.has('late error', 'other')).toBe(true);
    expect(await store.witness.has('late error')).toBe(false);
    expect(store.store.faults.count({ operation: 'CopyObject' })).toBe(3);
  });

  test('a source that cannot be deleted is an error that says the copy is complete', async () => {
    await store.witness.put('sticky', 'x');
    store.store.faults.set([
      {
        match: { operation: 'DeleteObject' },
        effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'Access Denied' },
      },
    ]);
    await expect(move({ sourceKey: 'sticky' })).rejects.toMatchObject({
      code: 'source-not-deleted',
      message: expect.stringContaining('is complete'),
      todo: expect.stringContaining('s3:DeleteObject'),
    });
    expect(await store.witness.has('sticky', 'other')).toBe(true);
  });

  test('a source that another writer replaces is never deleted, and no unproven copy stays', async () => {
    await store.witness.put('contested', 'first');
    // The copy comes to the storage once another writer has replaced its source.
    const url = await relay(store.url, async (chunk) => {
      if (chunk.includes('x-amz-copy-source: ')) await store.witness.put('contested', 'second');
    });
    const settings = { sourceBucket: 'data', destinationBucket: 'other', sourceKey: 'contested' };
    const step = activity('move-object', settings);
    const moving = executor.execute(store.connection({ endpointUrl: url }), step, NOTHING, recorder());
    await expect(moving).rejects.toMatchObject({ code: 'source-changed' });
    expect(String(await store.witness.bytes('contested'))).toBe('second');
    expect(await store.witness.has('contested', 'other')).toBe(false);
  });

  test.each([
    ['replaced', 'at once'],
    ['deleted', 'at once'],
    ['replaced', 'in parts'],
    ['deleted', 'in parts'],
  ])('a source that is %s before it is copied %s is named, and not its copy', async (what, how) => {
    await store.witness.put('gone from here', randomBytes(6 * MiB));
    const url = await relay(store.url, async (chunk) => {
      if (!chunk.includes('x-amz-copy-source: ')) return;
      if (what === 'replaced') await store.witness.put('gone from here', 'second');
      else await store.witness.remove('gone from here');
    });
    const settings = { sourceBucket: 'data', destinationBucket: 'other', sourceKey: 'gone from here' };
    const step = activity('move-object', { ...settings, destinationKey: 'not here yet' });
    const by = how === 'at once' ? executor : inParts;
    await expect(by.execute(store.connection({ endpointUrl: url }), step, NOTHING, recorder())).rejects.toMatchObject({
      code: 'source-changed',
      message: expect.stringContaining('"gone from here" in the bucket "data"'),
    });
    expect(await store.witness.uploads('other')).toBe(0);
  });
});

describeWithCeph('on Ceph', (ceph) => {
  let at: TestStorage;
  const bucket = `move-${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    at = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    await at.witness.createBucket(bucket);
  });
  afterAll(() => at?.witness.close());
  everywhere(() => at, bucket);

  test('in a bucket with versions, deleting hides by a marker, and a version can be deleted for ever', async () => {
    const versioned = `versions-${randomBytes(6).toString('hex')}`;
    await at.witness.createBucket(versioned);
    const enable = { Bucket: versioned, VersioningConfiguration: { Status: 'Enabled' as const } };
    await at.witness.client.send(new PutBucketVersioningCommand(enable));
    await at.witness.put('doc', 'one', { Bucket: versioned });
    const first = (await at.witness.head('doc', versioned)).VersionId ?? '';
    await at.witness.put('doc', 'two', { Bucket: versioned });
    const remove = (more: ResolvedSettings) =>
      executor.execute(
        at.connection(),
        activity('delete-object', { bucket: versioned, key: 'doc', ...more }),
        NOTHING,
        recorder(),
      );
    const get = activity('get-object', { bucket: versioned, key: 'doc', versionId: first });
    const got = await executor.execute(at.connection(), get, NOTHING, recorder());
    expect(got.record).toMatchObject({ versionId: first, contentLength: 3 });
    await got.content?.read(() => undefined, { offset: 0 }, new AbortController().signal);
    expect((await remove({})).record).toMatchObject({ deleteMarker: true, versionId: expect.stringMatching(/./) });
    expect(await at.witness.has('doc', versioned)).toBe(false);
    expect((await remove({ versionId: first })).record).toMatchObject({ versionId: first });
    await expect(executor.execute(at.connection(), get, NOTHING, recorder())).rejects.toMatchObject({
      code: expect.stringMatching(/^(version|key)-missing$/),
    });
  });
});
