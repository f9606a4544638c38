import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWithCeph } from '../../../testing/ceph/describe-ceph.ts';
import { parseConnection } from './connection.ts';
import { Endpoints } from './endpoints.ts';
import type { PutJob } from './put/job.ts';
import { putParts } from './put/put-parts.ts';
import { testConnection } from './test.ts';
import {
  activity,
  bytesOf,
  contentOf,
  NOTHING,
  quick,
  recorder,
  type TestExecutor,
  transfer,
} from './test-support/run-step.ts';
import { storage, type TestStorage, Witness } from './test-support/test-store.ts';

const MiB = 1024 ** 2;
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const signal = new AbortController().signal;

/** Ceph is the storage that differs: it takes no checksum trailers and knows no regions. */
describeWithCeph('the connector on Ceph', (ceph) => {
  let at: TestStorage;
  let executor: TestExecutor;
  const bucket = `connector-${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    at = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    await at.witness.createBucket(bucket);
    executor = quick();
  });
  afterAll(() => {
    executor?.close();
    at?.witness.close();
  });

  test('a connection is tested, and its failures are told apart', async () => {
    expect(await testConnection(at.connection(), signal)).toMatchObject({ ok: true });
    const wrong = await testConnection(at.connection({ secretAccessKey: 'wrong' }), signal);
    expect(wrong).toMatchObject({ ok: false, code: 'secret-wrong' });
    const unknown = await testConnection(at.connection({ accessKeyId: 'NOBODY' }), signal);
    expect(unknown).toMatchObject({ ok: false, code: 'access-key-unknown' });
  });

  test.each([0, 1, 5 * MiB + 1])(
    '%i bytes are copied with their metadata, and verified without trailers',
    async (size) => {
      const bytes = randomBytes(size);
      await at.witness.put(`from ${size}/ü+%`, bytes, {
        Bucket: bucket,
        ContentType: 'text/x-odd',
        CacheControl: 'no-cache',
        Metadata: { owner: 'someone' },
        Tagging: 'a=b%20c',
      });
      const context = recorder();
      const get = { bucket, key: `from ${size}/ü+%`, includeTags: true };
      const { put } = await transfer(executor, at.connection(), get, { bucket, key: `to ${size}` }, context);
      expect(put.record).toMatchObject({ size, eTag: md5(bytes) });
      expect(md5(await at.witness.bytes(`to ${size}`, bucket))).toBe(md5(bytes));
      expect(await at.witness.head(`to ${size}`, bucket)).toMatchObject({
        ContentType: 'text/x-odd',
        CacheControl: 'no-cache',
        Metadata: { owner: 'someone' },
      });
      expect(context.logs.map((line) => line.code).filter((code) => code !== 'checksums-when-required')).toEqual([]);
    },
  );

  test('that Ceph verifies no checksums is told once', async () => {
    const fresh = quick();
    const put = async () => {
      const context = recorder();
      const step = activity('put-object', { bucket, key: 'told' });
      await fresh.execute(at.connection(), step, { record: {}, content: contentOf(randomBytes(1000)) }, context);
      return context.logs.map((line) => line.code);
    };
    expect([await put(), await put()]).toEqual([['checksums-when-required'], []]);
    fresh.close();
  });

  test('parts are read again and read in ranges', async () => {
    const bytes = randomBytes(300_000);
    await at.witness.put('ranged', bytes, { Bucket: bucket });
    const got = await executor.execute(
      at.connection(),
      activity('get-object', { bucket, key: 'ranged' }),
      NOTHING,
      recorder(),
    );
    expect((await bytesOf(got.content, 100, 1000)).equals(bytes.subarray(100, 1100))).toBe(true);
    expect((await bytesOf(got.content, 200_000)).equals(bytes.subarray(200_000))).toBe(true);
    await at.witness.put('ranged', randomBytes(300_000), { Bucket: bucket });
    await expect(bytesOf(got.content, 1, 5)).rejects.toMatchObject({ code: 'source-changed' });
  });

  describe('multipart', () => {
    test('a content of unknown length', async () => {
      const bytes = randomBytes(20 * MiB);
      const step = activity('put-object', { bucket, key: 'collected', metadata: [{ name: 'a', value: 'b' }] });
      const { record } = await executor.execute(
        at.connection(),
        step,
        { record: {}, content: contentOf(bytes, false) },
        recorder(),
      );
      expect(record).toMatchObject({ size: bytes.length, eTag: expect.stringMatching(/-2$/) });
      expect(md5(await at.witness.bytes('collected', bucket))).toBe(md5(bytes));
      expect((await at.witness.head('collected', bucket)).Metadata).toEqual({ a: 'b' });
    });

    test('ranges of an object, and nothing is left open when it fails', async () => {
      const bytes = randomBytes(12 * MiB);
      await at.witness.put('large', bytes, { Bucket: bucket });
      const endpoints = new Endpoints({ pauses: { baseMs: 1, capMs: 5 } });
      const context = recorder();
      const got = await executor.execute(
        at.connection(),
        activity('get-object', { bucket, key: 'large' }),
        NOTHING,
        context,
      );
      if (!got.content) throw new Error('no content');
      const job: PutJob = {
        endpoint: endpoints.of(parseConnection(at.connection())),
        context,
        where: { bucket, key: 'in-parts' },
        content: got.content,
        headers: {},
        onlyIfAbsent: false,
        likelyMd5: undefined,
      };
      const parts = [0, 5, 10].map((from, index) => ({
        number: index + 1,
        offset: from * MiB,
        length: (from === 10 ? 2 : 5) * MiB,
      }));
      await putParts(job, parts);
      expect(md5(await at.witness.bytes('in-parts', bucket))).toBe(md5(bytes));
      await at.witness.put('large', randomBytes(12 * MiB), { Bucket: bucket });
      await expect(putParts({ ...job, where: { bucket, key: 'broken' } }, parts)).rejects.toThrow();
      expect(await at.witness.uploads(bucket)).toBe(0);
      expect(await at.witness.has('broken', bucket)).toBe(false);
      endpoints.close();
    });
  });

  test('a list has odd keys as they are, and follows pages', async () => {
    const keys = ['odd/a b', 'odd/ü', 'odd/+%2F', 'odd/&<>"', 'odd//', 'odd/😀'];
    for (const key of keys) await at.witness.put(key, 'x', { Bucket: bucket });
    const listed = async (settings: Record<string, string | number | boolean>) =>
      (await executor.execute(at.connection(), activity('list-objects', { bucket, ...settings }), NOTHING, recorder()))
        .record;
    const found = await listed({ prefix: 'odd/' });
    expect(found.keyCount).toBe(keys.length);
    expect(JSON.stringify(found)).toContain('odd/😀');
    const foundKeys = Array.isArray(found.object) ? found.object.map((one: { key?: string }) => one.key).sort() : [];
    expect(foundKeys).toEqual([...keys].sort());
    expect(await listed({ prefix: 'odd/', maximumObjects: 2 })).toMatchObject({ keyCount: 2, isTruncated: true });
    expect((await listed({ foldersOnly: true })).commonPrefix).toContainEqual({ prefix: 'odd/' });
  });

  test.each([
    ['get-object', { key: 'nothing' }, 'key-missing'],
    ['get-object', { key: 'nothing', bucket: 'no-such-bucket-here' }, 'bucket-missing'],
    ['put-object', { key: 'x', bucket: 'no-such-bucket-here' }, 'bucket-missing'],
    ['list-objects', { bucket: 'no-such-bucket-here' }, 'bucket-missing'],
  ])('%s %j fails with %s', async (type, settings, code) => {
    const input = { record: {}, content: contentOf(randomBytes(10)) };
    const failing = executor.execute(at.connection(), activity(type, { bucket, ...settings }), input, recorder());
    await expect(failing).rejects.toMatchObject({ code });
  });

  test('a wrong secret is told', async () => {
    const failing = transfer(
      executor,
      at.connection({ secretAccessKey: 'wrong' }),
      { bucket, key: 'told' },
      { bucket, key: 'x' },
    );
    await expect(failing).rejects.toMatchObject({ code: 'secret-wrong' });
  });
});
