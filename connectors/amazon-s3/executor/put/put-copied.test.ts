import { createHash, randomBytes } from 'node:crypto';
import { GetObjectTaggingCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import { describeWithCeph } from '../../../../testing/ceph/describe-ceph.ts';
import { quick, recorder, type TestExecutor, transfer, transferKnowingly } from '../test-support/run-step.ts';
import { storage, type TestStorage, type TestStore, testStore, Witness } from '../test-support/test-store.ts';

const MiB = 1024 ** 2;
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

let executor: TestExecutor;
let inParts: TestExecutor;
let alwaysInParts: TestExecutor;
beforeAll(() => {
  executor = quick();
  inParts = quick({ copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
  alwaysInParts = quick({ copyLimits: { largest: 1, part: 5 * MiB } });
});
afterAll(() => {
  for (const one of [executor, inParts, alwaysInParts]) one.close();
});

/** What describes an object, without what is another one each time. */
async function described(at: TestStorage, bucket: string, key: string) {
  const { $metadata: _, LastModified: __, ETag: ___, VersionId: ____, ...head } = await at.witness.head(key, bucket);
  const { TagSet } = await at.witness.client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
  return { ...head, TagSet, bytes: md5(await at.witness.bytes(key, bucket)) };
}

/** What holds on every storage. */
function everywhere(at: () => TestStorage, bucket: string): void {
  const Metadata = { owner: 'someone' };
  const source = {
    Bucket: bucket,
    ContentType: 'text/x-odd',
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    ContentLanguage: 'fr',
    Metadata,
    Tagging: 'a=b%20c&x=y',
  };

  test.each([0, 1, 100_000, 2 * MiB])('%i bytes are copied, and none passes through the agent', async (size) => {
    const bytes = randomBytes(size);
    await at().witness.put(`from ${size}/ü+%`, bytes, { Bucket: bucket });
    const context = recorder();
    const { record } = await transferKnowingly(
      executor,
      at().connection(),
      { get: { bucket, key: `from ${size}/ü+%` }, put: { bucket, key: `to ${size}/ö&` } },
      { context },
    );
    expect(record).toMatchObject({ bucketName: bucket, key: `to ${size}/ö&`, size, eTag: md5(bytes) });
    expect(md5(await at().witness.bytes(`to ${size}/ö&`, bucket))).toBe(md5(bytes));
    expect(context.plans).toEqual(['server-side-copy']);
    expect(context.totals).toMatchObject({ bytes: size, copied: size, objects: 2, expected: { bytes: size } });
    expect(context.transfers).toMatchObject([
      { outcome: 'copied', size, eTag: md5(bytes), source: { key: `from ${size}/ü+%`, eTag: md5(bytes) } },
    ]);
    expect(context.receipts.map(({ code }) => code)).toEqual(['object-opened', 'plan', 'object-copied']);
    expect(context.logs).toEqual([]);
  });

  test.each<[string, ResolvedSettings, ResolvedSettings]>([
    ['nothing', {}, {}],
    ['tags kept', { includeTags: true }, {}],
    ['nothing kept', { includeTags: true }, { keepSourceMetadata: false }],
    ['a content type', {}, { contentType: 'application/json' }],
    ['metadata', {}, { metadata: [{ name: 'Added', value: 'größer' }] }],
    ['tags', { includeTags: true }, { tags: [{ name: 'new one', value: 'v&w' }] }],
    ['other headers', {}, { cacheControl: 'max-age=5', contentDisposition: 'attachment; filename="ä.txt"' }],
    ['an encoding', {}, { contentEncoding: 'br' }],
    ['an ACL', {}, { cannedAcl: 'private' }],
  ])('set to %s, a copy is what a streamed object would have been', async (name, get, put) => {
    const key = `described/${name}`;
    await at().witness.put(key, `about ${name}`, source);
    const from = { bucket, key, ...get };
    const context = recorder();
    await transfer(executor, at().connection(), from, { bucket, key: `${key} streamed`, ...put });
    const steps = { get: from, put: { bucket, key: `${key} copied`, ...put } };
    await transferKnowingly(executor, at().connection(), steps, { context });
    expect(context.plans).toEqual(['server-side-copy']);
    expect(await described(at(), bucket, `${key} copied`)).toEqual(await described(at(), bucket, `${key} streamed`));
    await transferKnowingly(alwaysInParts, at().connection(), {
      ...steps,
      put: { ...steps.put, key: `${key} in parts` },
    });
    expect(await described(at(), bucket, `${key} in parts`)).toEqual(await described(at(), bucket, `${key} streamed`));
  });

  test('an object too large for one copy is copied in parts, with all that describes it', async () => {
    const bytes = randomBytes(11 * MiB + 3);
    await at().witness.put('large', bytes, source);
    const context = recorder();
    const steps = { get: { bucket, key: 'large', includeTags: true }, put: { bucket, key: 'large copied' } };
    const { record } = await transferKnowingly(inParts, at().connection(), steps, { context });
    expect(record).toMatchObject({ size: bytes.length, eTag: expect.stringMatching(/-3$/) });
    expect(await described(at(), bucket, 'large copied')).toMatchObject({
      bytes: md5(bytes),
      ContentType: 'text/x-odd',
      Metadata,
      TagSet: expect.arrayContaining([{ Key: 'a', Value: 'b c' }]),
    });
    expect(await at().witness.uploads(bucket)).toBe(0);
    expect(context.totals).toMatchObject({ bytes: bytes.length, copied: bytes.length });
    expect(context.receipts.find(({ code }) => code === 'plan')?.text).toContain('In 3 parts of 5 MiB');
  });

  test('an object that was written in parts is copied by one copy', async () => {
    await at().witness.put('parted source', randomBytes(6 * MiB), { Bucket: bucket });
    const parted = { get: { bucket, key: 'parted source' }, put: { bucket, key: 'parted' } };
    await transferKnowingly(inParts, at().connection(), parted);
    const whole = { get: { bucket, key: 'parted' }, put: { bucket, key: 'whole' } };
    const { record } = await transferKnowingly(executor, at().connection(), whole);
    expect(record).toMatchObject({ size: 6 * MiB });
    expect(md5(await at().witness.bytes('whole', bucket))).toBe(md5(await at().witness.bytes('parted', bucket)));
  });

  test.each([5, 2 * MiB])(
    'a source of %i bytes that changes in between is an error, and nothing is left',
    async (size) => {
      await at().witness.put('changes', randomBytes(size), { Bucket: bucket });
      const failing = transferKnowingly(
        executor,
        at().connection(),
        { get: { bucket, key: 'changes' }, put: { bucket, key: 'never' } },
        { meanwhile: () => at().witness.put('changes', randomBytes(size), { Bucket: bucket }) },
      );
      await expect(failing).rejects.toMatchObject({ code: 'source-changed' });
      expect(await at().witness.has('never', bucket)).toBe(false);
    },
  );

  test('a source that changes is noticed in a copy of parts too, and no upload stays', async () => {
    await at().witness.put('changes large', randomBytes(7 * MiB), { Bucket: bucket });
    const failing = transferKnowingly(
      inParts,
      at().connection(),
      { get: { bucket, key: 'changes large' }, put: { bucket, key: 'never large' } },
      { meanwhile: () => at().witness.put('changes large', randomBytes(7 * MiB), { Bucket: bucket }) },
    );
    await expect(failing).rejects.toMatchObject({ code: 'source-changed' });
    expect(await at().witness.has('never large', bucket)).toBe(false);
    expect(await at().witness.uploads(bucket)).toBe(0);
  });

  test('a source that vanishes in between is an error', async () => {
    await at().witness.put('vanishes', 'x', { Bucket: bucket });
    const failing = transferKnowingly(
      executor,
      at().connection(),
      { get: { bucket, key: 'vanishes' }, put: { bucket, key: 'never' } },
      { meanwhile: () => at().witness.remove('vanishes', bucket) },
    );
    await expect(failing).rejects.toMatchObject({ code: 'source-changed' });
  });

  test('a source that is missing is told as ever', async () => {
    const steps = { get: { bucket, key: 'not there' }, put: { bucket, key: 'never' } };
    await expect(transferKnowingly(executor, at().connection(), steps)).rejects.toMatchObject({ code: 'key-missing' });
    const elsewhere = { get: { bucket: 'no-such-bucket-here', key: 'x' }, put: { bucket, key: 'never' } };
    await expect(transferKnowingly(executor, at().connection(), elsewhere)).rejects.toMatchObject({
      code: 'bucket-missing',
    });
    const context = recorder();
    const lenient = { ...steps, get: { ...steps.get, ifMissing: 'no-data' } };
    expect(await transferKnowingly(executor, at().connection(), lenient, { context })).toEqual({
      record: { bucketName: bucket, key: 'never' },
    });
  });

  test.each(['skip', 'fail'])('with "if the object exists" set to %s, one that is there stays', async (ifExists) => {
    await at().witness.put('new', 'new', { Bucket: bucket });
    await at().witness.put('kept', 'old', { Bucket: bucket });
    const steps = { get: { bucket, key: 'new' }, put: { bucket, key: 'kept', ifExists } };
    const outcome = await transferKnowingly(executor, at().connection(), steps).catch((error: unknown) => error);
    if (ifExists === 'fail') expect(outcome).toMatchObject({ code: 'object-exists' });
    expect(String(await at().witness.bytes('kept', bucket))).toBe('old');
    const fresh = { ...steps, put: { ...steps.put, key: `fresh ${ifExists}` } };
    await transferKnowingly(executor, at().connection(), fresh);
    expect(String(await at().witness.bytes(`fresh ${ifExists}`, bucket))).toBe('new');
  });

  test('an object is written onto itself with other metadata', async () => {
    await at().witness.put('self', 'x', source);
    const context = recorder();
    const put = { bucket, key: 'self', metadata: [{ name: 'more', value: '1' }] };
    await transferKnowingly(executor, at().connection(), { get: { bucket, key: 'self' }, put }, { context });
    expect(context.plans).toEqual(['stream']);
    expect((await at().witness.head('self', bucket)).Metadata).toEqual({ ...Metadata, more: '1' });
  });

  test('a byte range is streamed', async () => {
    await at().witness.put('digits', '0123456789', { Bucket: bucket });
    const context = recorder();
    const steps = { get: { bucket, key: 'digits', range: '2-4' }, put: { bucket, key: 'some digits' } };
    await transferKnowingly(executor, at().connection(), steps, { context });
    expect(String(await at().witness.bytes('some digits', bucket))).toBe('234');
    expect(context.plans).toEqual(['stream']);
    expect(context.totals.copied).toBe(0);
  });
}

describe('on the embedded store', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
    await store.witness.createBucket('other');
  });
  afterAll(() => store.stop());
  everywhere(() => store, 'data');

  test.each([['STANDARD_IA'], [undefined]])('set to the storage class %s, a copy has it', async (storageClass) => {
    await store.witness.put('classed', 'x', { StorageClass: 'GLACIER_IR' });
    const put = { bucket: 'other', ...(storageClass ? { storageClass } : {}) };
    const get = { bucket: 'data', key: 'classed' };
    await transfer(executor, store.connection(), get, { ...put, key: 'streamed' });
    await transferKnowingly(executor, store.connection(), { get, put: { ...put, key: 'copied' } });
    expect(await described(store, 'other', 'copied')).toEqual(await described(store, 'other', 'streamed'));
    expect((await store.witness.head('copied', 'other')).StorageClass).toBe(storageClass);
  });
});

describeWithCeph('on Ceph', (ceph) => {
  let at: TestStorage;
  const bucket = `copy-${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    at = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    await at.witness.createBucket(bucket);
  });
  afterAll(() => at?.witness.close());
  everywhere(() => at, bucket);

  test('a version that is asked for is the one that is copied', async () => {
    const versioned = `copied-versions-${randomBytes(6).toString('hex')}`;
    await at.witness.createBucket(versioned);
    const enable = { Bucket: versioned, VersioningConfiguration: { Status: 'Enabled' as const } };
    await at.witness.client.send(new PutBucketVersioningCommand(enable));
    await at.witness.put('doc', 'one', { Bucket: versioned });
    const versionId = (await at.witness.head('doc', versioned)).VersionId ?? '';
    await at.witness.put('doc', 'two, the newer one', { Bucket: versioned });
    const context = recorder();
    const steps = { get: { bucket: versioned, key: 'doc', versionId }, put: { bucket, key: 'first version' } };
    await transferKnowingly(executor, at.connection(), steps, { context });
    expect(String(await at.witness.bytes('first version', bucket))).toBe('one');
    expect(context.plans).toEqual(['server-side-copy']);
    expect(context.transfers).toMatchObject([{ source: { versionId } }]);
    const newest = { get: { bucket: versioned, key: 'doc' }, put: { bucket: versioned, key: 'newest version' } };
    await transferKnowingly(executor, at.connection(), newest);
    expect(String(await at.witness.bytes('newest version', versioned))).toBe('two, the newer one');
  });
});
