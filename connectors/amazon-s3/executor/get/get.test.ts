import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import { activity, bytesOf, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { serveRaw } from '../test-support/serve-raw.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;
const bytes = randomBytes(400_000);

beforeAll(async () => {
  at = await testStore();
  executor = quick();
  await at.witness.put('dir/näme.bin', bytes, {
    ContentType: 'text/plain',
    CacheControl: 'no-cache',
    ContentDisposition: 'attachment; filename="x"',
    ContentEncoding: 'identity',
    ContentLanguage: 'de',
    Metadata: { owner: 'someone' },
    Tagging: 'team=blue%20one&k=%26',
  });
  await at.witness.put('checked', bytes, { ChecksumAlgorithm: 'CRC64NVME' });
});
afterEach(() => at.store.faults.clear());
afterAll(async () => {
  executor.close();
  await at.stop();
});

const get = (settings: ResolvedSettings, context = recorder(), input = NOTHING) =>
  executor.execute(at.connection(), activity('get-object', { bucket: 'data', ...settings }), input, context);

describe('Get Object', () => {
  test('answers with everything the schema names', async () => {
    const { record } = await get({ key: 'dir/näme.bin', includeTags: true });
    expect(record).toMatchObject({
      bucketName: 'data',
      key: 'dir/näme.bin',
      contentLength: 400_000,
      contentType: 'text/plain',
      cacheControl: 'no-cache',
      contentDisposition: 'attachment; filename="x"',
      contentLanguage: 'de',
      storageClass: 'STANDARD',
      metadata: [{ name: 'owner', value: 'someone' }],
      tag: [
        { name: 'team', value: 'blue one' },
        { name: 'k', value: '&' },
      ],
    });
    expect(record.lastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(record.eTag).toMatch(/^[0-9a-f]{32}$/);
  });

  test('does not ask for tags unless it shall', async () => {
    at.store.faults.clearRequests();
    await get({ key: 'dir/näme.bin' });
    expect(at.store.faults.count({ operation: 'GetObjectTagging' })).toBe(0);
  });

  test('gives the checksum the storage vouches for', async () => {
    const got = await get({ key: 'checked' });
    expect(got.content?.checksum?.algorithm).toBe('CRC64NVME');
    expect(got.record.checksum).toEqual(got.content?.checksum);
    expect((await bytesOf(got.content)).equals(bytes)).toBe(true);
  });

  test.each([
    ['0-9', 0, 10],
    ['bytes=100-', 100, 399_900],
    ['-5', 399_995, 5],
  ])('gives the byte range %s, and parts of it', async (range, offset, length) => {
    const got = await get({ key: 'dir/näme.bin', range });
    expect(got.record.contentLength).toBe(length);
    expect(got.content?.size).toBe(length);
    expect((await bytesOf(got.content)).equals(bytes.subarray(offset, offset + length))).toBe(true);
    expect((await bytesOf(got.content, 2, 3)).equals(bytes.subarray(offset + 2, offset + 5))).toBe(true);
  });

  test('takes bucket and key of the preceding step when the screen has none', async () => {
    const input = { record: { bucketName: 'data', key: 'checked' } };
    const got = await get({ bucket: '', key: '' }, recorder(), input);
    expect(got.record.key).toBe('checked');
  });

  test('a missing object fails, or gives no data when told so', async () => {
    await expect(get({ key: 'nothing' })).rejects.toMatchObject({ code: 'key-missing', nature: 'final' });
    const context = recorder();
    const got = await get({ key: 'nothing', ifMissing: 'no-data' }, context);
    expect(got).toEqual({ record: { bucketName: 'data', key: 'nothing' } });
    expect(context.logs).toMatchObject([{ level: 'info', code: 'object-missing' }]);
  });

  test.each([
    [{ key: '' }, 'key-not-supplied'],
    [{ key: 'k', bucket: '' }, 'bucket-not-supplied'],
    [{ key: 'k', bucket: 'no/bucket' }, 'bucket-name-invalid'],
    [{ key: 'k', bucket: 'missing-bucket' }, 'bucket-missing'],
    [{ key: 'x'.repeat(1025) }, 'key-too-long'],
    [{ key: 'k', range: '9-x' }, 'activity-invalid'],
    [{ key: 'checked', range: '400000-' }, 'range-invalid'],
  ])('%j fails with %s', async (settings, code) => {
    await expect(get(settings)).rejects.toMatchObject({ code, nature: 'final' });
  });

  test('an object that is never read leaves no connection behind', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await serveRaw((request, response) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve));
      response.writeHead(200, { 'content-length': 1_000_000, etag: '"e"' }).write('the beginning');
    });
    const stop = new AbortController();
    const step = activity('get-object', { bucket: 'data', key: 'k' });
    await executor.execute(at.connection({ endpointUrl: server.url }), step, NOTHING, recorder(stop.signal));
    stop.abort();
    await closed;
    await server.stop();
  });
});

describe('reading an object', () => {
  test('goes on where a connection was cut, without giving a byte twice', async () => {
    at.store.faults.set([
      { match: { operation: 'GetObject' }, times: 3, effect: { kind: 'cutBody', afterBytes: 90_000 } },
    ]);
    const context = recorder();
    const got = await get({ key: 'checked' }, context);
    expect((await bytesOf(got.content)).equals(bytes)).toBe(true);
    expect(context.logs.map((line) => line.code)).toEqual(['retried', 'retried', 'retried']);
    expect(context.totals).toMatchObject({ bytes: 400_000, objects: 1 });
  });

  test('gives up when the storage stays away', async () => {
    const got = await get({ key: 'checked' });
    at.store.faults.set([{ match: { operation: 'GetObject' }, effect: { kind: 'drop' } }]);
    await expect(bytesOf(got.content, 5, 10)).rejects.toMatchObject({ code: 'connection-lost', nature: 'transient' });
  });

  test('notices that the object was replaced', async () => {
    await at.witness.put('replaced', bytes);
    const got = await get({ key: 'replaced' });
    await at.witness.put('replaced', randomBytes(400_000));
    await expect(bytesOf(got.content, 1, 5)).rejects.toMatchObject({ code: 'source-changed' });
  });

  test('notices that the object was replaced while a cut connection was taken up', async () => {
    await at.witness.put('replaced', bytes);
    at.store.faults.set([
      { match: { operation: 'GetObject' }, times: 1, effect: { kind: 'cutBody', afterBytes: 90_000 } },
    ]);
    const got = await get({ key: 'replaced' });
    await at.witness.put('replaced', randomBytes(400_000));
    await expect(bytesOf(got.content)).rejects.toMatchObject({ code: 'source-changed' });
  });

  test.each([
    ['a flipped byte', { kind: 'flipByte', at: 200_000 } as const],
    ['a body that is cut and announced as whole', { kind: 'truncateBody', afterBytes: 300_000 } as const],
  ])('never gives %s as complete', async (_, effect) => {
    at.store.faults.set([{ match: { operation: 'GetObject' }, effect }]);
    const got = await get({ key: 'checked' });
    let seen = 0;
    const reading = got.content?.read(
      (chunk) => {
        seen += chunk.length;
      },
      { offset: 0 },
      new AbortController().signal,
    );
    await expect(reading).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(seen).toBeLessThan(got.content?.size ?? 0);
  });

  test('ends at once when it is canceled, and an error of the sink comes out as it is', async () => {
    at.store.faults.set([
      { match: { operation: 'GetObject' }, effect: { kind: 'slowBody', milliseconds: 50, chunkBytes: 1000 } },
    ]);
    const got = await get({ key: 'checked' });
    const stop = new AbortController();
    const reading = got.content?.read(() => stop.abort(), { offset: 0 }, stop.signal);
    await expect(reading).rejects.toMatchObject({ code: 'canceled', nature: 'canceled' });
    const failing = got.content?.read(
      async () => {
        throw new Error('sink');
      },
      { offset: 0 },
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow('sink');
  });

  test('waits for a slow sink', async () => {
    const got = await get({ key: 'checked' });
    let running = 0;
    let seen = 0;
    await got.content?.read(
      async (chunk) => {
        running += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen += chunk.length;
        running -= 1;
      },
      { offset: 0 },
      new AbortController().signal,
    );
    expect(seen).toBe(400_000);
  });

  test('a stalled connection is noticed and replaced', async () => {
    const ranges: (string | undefined)[] = [];
    const server = await serveRaw((request, response) => {
      ranges.push(request.headers.range);
      if (ranges.length === 1)
        response.writeHead(200, { 'content-length': 10, etag: `"${'e'.repeat(32)}"` }).write('01234');
      else
        response
          .writeHead(206, { 'content-length': 5, etag: `"${'e'.repeat(32)}"`, 'content-range': 'bytes 5-9/10' })
          .end('56789');
    });
    const impatient = quick({ stallMs: 100 });
    const context = recorder();
    const step = activity('get-object', { bucket: 'data', key: 'k' });
    const got = await impatient.execute(at.connection({ endpointUrl: server.url }), step, NOTHING, context);
    expect((await bytesOf(got.content)).toString()).toBe('0123456789');
    expect(ranges).toEqual([undefined, 'bytes=5-9']);
    expect(context.logs[0]?.text).toContain('stalled');
    impatient.close();
    await server.stop();
  });

  test('a storage that ignores ranges is told from one that does not', async () => {
    const server = await serveRaw((_, response) => response.writeHead(200, { 'content-length': 10 }).end('0123456789'));
    const connection = at.connection({ endpointUrl: server.url });
    const step = (range: string) => activity('get-object', { bucket: 'data', key: 'k', range });
    const ranged = executor.execute(connection, step('1-2'), NOTHING, recorder());
    await expect(ranged).rejects.toMatchObject({ code: 'range-not-supported' });
    const got = await executor.execute(connection, step(''), NOTHING, recorder());
    await expect(bytesOf(got.content, 3, 3)).rejects.toMatchObject({ code: 'range-not-supported' });
    await server.stop();
  });
});
