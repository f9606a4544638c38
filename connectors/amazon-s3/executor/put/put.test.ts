import { createHash, randomBytes } from 'node:crypto';
import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import type { Content, Payload } from '../../../../shared/runs/payload.ts';
import { activity, contentOf, quick, recorder, type TestExecutor, transfer } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;

beforeAll(async () => {
  at = await testStore();
  executor = quick();
});
afterEach(() => {
  at.store.faults.clear();
  at.store.faults.clearRequests();
});
afterAll(async () => {
  executor.close();
  await at.stop();
});

const put = (settings: ResolvedSettings, input: Payload, context = recorder()) =>
  executor.execute(at.connection(), activity('put-object', { bucket: 'data', ...settings }), input, context);

const text = (words: string): Content => contentOf(Buffer.from(words));
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

describe('what Put Object writes', () => {
  test('has all that stands on the screen', async () => {
    await put(
      {
        key: 'screen.txt',
        contentType: 'text/x-own',
        storageClass: 'STANDARD_IA',
        cacheControl: 'max-age=60',
        contentDisposition: 'inline',
        contentEncoding: 'gzip',
        metadata: [
          { name: 'Owner', value: 'Jürgen' },
          { name: '', value: 'ignored' },
        ],
        tags: [{ name: 'a b', value: 'c&d' }],
      },
      { record: {}, content: text('hello') },
    );
    const head = await at.witness.head('screen.txt');
    expect(head).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/x-own',
      StorageClass: 'STANDARD_IA',
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentEncoding: 'gzip',
      Metadata: { owner: '=?UTF-8?B?SsO8cmdlbg==?=' },
    });
    const tags = await at.witness.client.send(new GetObjectTaggingCommand({ Bucket: 'data', Key: 'screen.txt' }));
    expect(tags.TagSet).toEqual([{ Key: 'a b', Value: 'c&d' }]);
  });

  test('keeps what the source says, unless told not to', async () => {
    await at.witness.put('source.csv', 'a,b', {
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      ContentLanguage: 'fr',
      Metadata: { origin: 'here', both: 'source' },
      Tagging: 't=1',
    });
    const get = { bucket: 'data', key: 'source.csv', includeTags: true };
    const metadata = [{ name: 'both', value: 'screen' }];
    await transfer(executor, at.connection(), get, { bucket: 'data', key: 'kept', metadata });
    expect(await at.witness.head('kept')).toMatchObject({
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      ContentLanguage: 'fr',
      Metadata: { origin: 'here', both: 'screen' },
      TagCount: 1,
    });
    await transfer(executor, at.connection(), get, { bucket: 'data', key: 'bare', keepSourceMetadata: false });
    const bare = await at.witness.head('bare');
    expect(bare).toMatchObject({ ContentType: 'text/csv', Metadata: {} });
    expect([bare.CacheControl, bare.TagCount]).toEqual([undefined, undefined]);
  });

  test.each([
    ['a.json', undefined, 'application/json'],
    ['a', undefined, 'application/octet-stream'],
    ['a.PNG', undefined, 'image/png'],
    ['a.json', 'text/x-source', 'text/x-source'],
  ])('%s with the source type %s is %s', async (key, contentType, expected) => {
    await put({ key }, { record: contentType === undefined ? {} : { contentType }, content: text('x') });
    expect((await at.witness.head(key)).ContentType).toBe(expected);
  });

  test("has the source's key when the screen has none", async () => {
    const { record } = await put(
      { key: '' },
      { record: { bucketName: 'elsewhere', key: 'same/key' }, content: text('x') },
    );
    expect(record).toMatchObject({ bucketName: 'data', key: 'same/key' });
    expect(await at.witness.has('same/key')).toBe(true);
  });

  test.each<[string, ResolvedSettings]>([
    ['a line break in a header', { contentType: 'text/plain\r\nx-amz-acl: public-read' }],
    ['a header beyond ASCII', { cacheControl: 'für immer' }],
    ['a metadata name with a space', { metadata: [{ name: 'a b', value: 'c' }] }],
  ])('is refused with %s', async (_, settings) => {
    const failing = put({ key: 'refused', ...settings }, { record: {}, content: text('x') });
    await expect(failing).rejects.toMatchObject({ code: 'header-invalid', nature: 'final' });
    expect(await at.witness.has('refused')).toBe(false);
  });

  test('is nothing when there is no data', async () => {
    const context = recorder();
    await put({ key: 'no-data' }, { record: {} }, context);
    expect(await at.witness.has('no-data')).toBe(false);
    expect(context.logs).toMatchObject([{ code: 'nothing-to-write' }]);
  });

  test('carries a checksum that the storage has verified', async () => {
    const { record } = await put({ key: 'checked' }, { record: {}, content: text('123456789') });
    expect(record.checksum).toEqual({ algorithm: 'CRC32', value: 'y/Q5Jg==' });
    expect((await at.witness.head('checked')).ChecksumCRC32).toBe('y/Q5Jg==');
  });

  test("hands the source's own checksum on", async () => {
    await at.witness.put('nvme', randomBytes(100_000), { ChecksumAlgorithm: 'CRC64NVME' });
    await transfer(executor, at.connection(), { bucket: 'data', key: 'nvme' }, { bucket: 'data', key: 'nvme-2' });
    const [source, copy] = [await at.witness.head('nvme'), await at.witness.head('nvme-2')];
    expect(copy.ChecksumCRC64NVME).toBe(source.ChecksumCRC64NVME);
  });
});

describe('if the object exists', () => {
  test('Skip leaves it, Fail says so, Overwrite replaces it', async () => {
    await at.witness.put('there', 'old');
    const input = { record: {}, content: text('new') };
    const context = recorder();
    await put({ key: 'there', ifExists: 'skip' }, input, context);
    expect(context.logs).toMatchObject([{ code: 'object-skipped' }]);
    await expect(put({ key: 'there', ifExists: 'fail' }, input)).rejects.toMatchObject({ code: 'object-exists' });
    expect((await at.witness.bytes('there')).toString()).toBe('old');
    await put({ key: 'there' }, input);
    expect((await at.witness.bytes('there')).toString()).toBe('new');
    await put({ key: 'absent', ifExists: 'fail' }, input);
    expect(await at.witness.has('absent')).toBe(true);
  });

  test('an object that we have written ourselves, the answer having been lost, is not taken for another one', async () => {
    at.store.faults.set([{ match: { operation: 'PutObject' }, times: 1, effect: { kind: 'drop', when: 'after' } }]);
    const { record } = await put({ key: 'ours', ifExists: 'fail' }, { record: {}, content: text('ours') });
    expect(record).toMatchObject({ size: 4, eTag: md5(Buffer.from('ours')) });
    at.store.faults.set([{ match: { operation: 'PutObject' }, times: 1, effect: { kind: 'drop' } }]);
    const theirs = put({ key: 'ours', ifExists: 'fail' }, { record: {}, content: text('your') });
    await expect(theirs).rejects.toMatchObject({ code: 'object-exists' });
  });
});

describe('a content of unknown length', () => {
  test('that is small is one PUT', async () => {
    await put({ key: 'small' }, { record: {}, content: contentOf(randomBytes(50_000), false) });
    expect(at.store.faults.count({ operation: 'PutObject' })).toBe(1);
    expect((await at.witness.head('small')).ContentLength).toBe(50_000);
  });

  test('that is large is sent in parts, each tried again by itself', async () => {
    const bytes = randomBytes(40 * 1024 ** 2);
    at.store.faults.set([
      {
        match: { operation: 'UploadPart', partNumber: 2 },
        times: 2,
        effect: { kind: 'error', status: 503, code: 'SlowDown' },
      },
      {
        match: { operation: 'CompleteMultipartUpload' },
        times: 1,
        effect: { kind: 'errorInBody', code: 'InternalError' },
      },
    ]);
    const context = recorder();
    const { record } = await put({ key: 'large' }, { record: {}, content: contentOf(bytes, false) }, context);
    expect(record).toMatchObject({ size: bytes.length });
    expect(record.eTag).toMatch(/-3$/);
    expect(md5(await at.witness.bytes('large'))).toBe(md5(bytes));
    expect(context.logs.filter((line) => line.code === 'retried')).toHaveLength(3);
    expect(context.totals.bytes).toBe(bytes.length);
    expect(await at.witness.uploads()).toBe(0);
  });

  test('whose answer to Complete is lost is found complete', async () => {
    at.store.faults.set([
      { match: { operation: 'CompleteMultipartUpload' }, times: 1, effect: { kind: 'drop', when: 'after' } },
    ]);
    const bytes = randomBytes(17 * 1024 ** 2);
    const { record } = await put({ key: 'lost' }, { record: {}, content: contentOf(bytes, false) });
    expect(record.eTag).toMatch(/-2$/);
    expect(md5(await at.witness.bytes('lost'))).toBe(md5(bytes));
  });

  test('leaves no upload open when its source fails', async () => {
    const failing: Content = {
      size: undefined,
      rereadable: false,
      read: async (sink) => {
        await sink(randomBytes(17 * 1024 ** 2));
        throw new Error('the source is gone');
      },
    };
    await expect(put({ key: 'failed' }, { record: {}, content: failing })).rejects.toThrow('the source is gone');
    expect(await at.witness.uploads()).toBe(0);
    expect(await at.witness.has('failed')).toBe(false);
  });
});
