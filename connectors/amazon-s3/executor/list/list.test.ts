import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import { activity, bytesOf, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { serveRaw } from '../test-support/serve-raw.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;
const odd = ['a b/ü+&<%2F>.txt', 'a b/%', 'a b/\u0001', 'a b//', 'a b/😀'];

/** Six pages, in folders. */
const moreKeys = Array.from(
  { length: 5200 },
  (_, index) => `in/${String(100 + Math.floor(index / 500))}/${10_000 + index}`,
);

async function fill(bucket: string, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += 50)
    await Promise.all(keys.slice(from, from + 50).map((key) => at.witness.put(key, '', { Bucket: bucket })));
}

const ListRecord = z.object({
  bucketName: z.string(),
  prefix: z.string(),
  keyCount: z.number(),
  isTruncated: z.boolean(),
  nextStartAfter: z.string().optional(),
  object: z.array(
    z.object({
      key: z.string(),
      size: z.number(),
      lastModified: z.string(),
      eTag: z.string(),
      storageClass: z.string(),
    }),
  ),
  commonPrefix: z.array(z.object({ prefix: z.string() })),
});

beforeAll(async () => {
  at = await testStore();
  executor = quick();
  for (const key of odd) await at.witness.put(key, 'x');
  await at.witness.put('in/', '');
  await at.witness.put('in/1.csv', '1');
  await at.witness.put('in/deep/2.csv', '22');
  await at.witness.put('in/deep/3.txt', '333');
  await at.witness.put('out/4.csv', '4444');
  await at.witness.createBucket('more');
  await fill('more', moreKeys);
  await at.witness.createBucket('many');
  await fill(
    'many',
    Array.from({ length: 2500 }, (_, index) => `key-${String(index).padStart(5, '0')}`),
  );
}, 120_000);
afterEach(() => at.store.faults.clear());
afterAll(async () => {
  executor.close();
  await at.stop();
});

async function list(settings: ResolvedSettings, context = recorder()) {
  const step = activity('list-objects', { bucket: 'data', ...settings });
  const payload = await executor.execute(at.connection(), step, NOTHING, context);
  return { ...payload, list: ListRecord.parse(payload.record) };
}

const keysOf = async (settings: ResolvedSettings) => (await list(settings)).list.object.map((object) => object.key);

describe('List Objects', () => {
  test('follows all pages', async () => {
    const context = recorder();
    const { list: found } = await list({ bucket: 'many' }, context);
    expect(found).toMatchObject({ keyCount: 2500, isTruncated: false });
    expect(found.object.map((object) => object.key)).toEqual(await keysOf({ bucket: 'many', prefix: 'key-' }));
    expect(context.totals.objects).toBe(2500);
    expect(context.logs).toEqual([]);
  });

  test('of a few pages asks for those alone, and for none past its limit', async () => {
    const asked = () => at.store.faults.count({ operation: 'ListObjectsV2' });
    at.store.faults.clearRequests();
    await list({ bucket: 'many' });
    expect(asked()).toBe(3);
    await list({ bucket: 'many', maximumObjects: 1200 });
    expect(asked()).toBe(5);
    await list({ bucket: 'many', maximumObjects: 10 });
    expect(asked()).toBe(6);
  });

  test('passes its objects one by one only as far as they are taken', async () => {
    at.store.faults.clearRequests();
    const step = activity('list-objects', { bucket: 'many', pass: 'each' });
    const pages = executor.each?.(at.connection(), step, NOTHING, recorder(), { after: 'key-00499', count: 500 });
    for await (const page of pages ?? []) {
      expect(page.items[0]).toMatchObject({ mark: 'key-00500', record: { bucketName: 'many', key: 'key-00500' } });
      expect(page.items).toHaveLength(1000);
      break;
    }
    expect(at.store.faults.requests().mostAtOnce.ListObjectsV2).toBe(1);
  });

  test('tells where it stops, also when that is between two pages', async () => {
    const step = activity('list-objects', { bucket: 'many', pass: 'each', maximumObjects: 2000 });
    const context = recorder();
    let count = 0;
    const pages = executor.each?.(at.connection(), step, NOTHING, context, { after: '', count: 0 });
    for await (const page of pages ?? []) count += page.items.length;
    expect(count).toBe(2000);
    expect(context.logs).toMatchObject([{ code: 'list-truncated', text: expect.stringContaining('"key-01999"') }]);
  });

  test('from afar is read in several ranges at a time, with the same result', async () => {
    at.store.faults.set([{ match: { operation: 'ListObjectsV2' }, effect: { kind: 'delay', milliseconds: 250 } }]);
    at.store.faults.clearRequests();
    const context = recorder();
    const { list: found } = await list({ bucket: 'more' }, context);
    expect(found.object.map(({ key }) => key)).toEqual(moreKeys);
    expect(at.store.faults.requests().mostAtOnce.ListObjectsV2).toBeGreaterThan(1);
    expect(context.logs).toEqual([]);
  });

  test('says so when it stops before the end, and where to go on', async () => {
    const context = recorder();
    const { list: found } = await list({ bucket: 'many', maximumObjects: 1200 }, context);
    expect(found).toMatchObject({ keyCount: 1200, isTruncated: true, nextStartAfter: 'key-01199' });
    expect(context.logs).toMatchObject([{ level: 'warning', code: 'list-truncated' }]);
    expect((await list({ bucket: 'many', maximumObjects: 2500 })).list.isTruncated).toBe(false);
  });

  test('gives odd keys as they are', async () => {
    expect((await keysOf({ prefix: 'a b/' })).sort()).toEqual([...odd].sort());
  });

  test('leaves the key that is the prefix out when told so; zero-byte objects are listed', async () => {
    expect(await keysOf({ prefix: 'in/' })).toEqual(['in/', 'in/1.csv', 'in/deep/2.csv', 'in/deep/3.txt']);
    expect(await keysOf({ prefix: 'in/', excludePrefixMatch: true })).not.toContain('in/');
  });

  test('filters by pattern, size and date', async () => {
    expect(await keysOf({ keyPattern: '**/*.csv' })).toEqual(['in/1.csv', 'in/deep/2.csv', 'out/4.csv']);
    expect(await keysOf({ prefix: 'in/', smallest: 2 })).toEqual(['in/deep/2.csv', 'in/deep/3.txt']);
    expect(await keysOf({ prefix: 'in/', smallest: 1, largest: 2 })).toEqual(['in/1.csv', 'in/deep/2.csv']);
    expect(await keysOf({ modifiedBefore: '2020-01-01' })).toEqual([]);
    expect(await keysOf({ prefix: 'out/', modifiedAfter: '2020-01-01T00:00:00' })).toEqual(['out/4.csv']);
    await expect(list({ modifiedAfter: 'yesterday' })).rejects.toMatchObject({ code: 'activity-invalid' });
  });

  test('lists the folders at one level', async () => {
    const { list: found } = await list({ foldersOnly: true });
    expect(found.object).toEqual([]);
    expect(found.commonPrefix).toEqual([{ prefix: 'a b/' }, { prefix: 'in/' }, { prefix: 'out/' }]);
    expect((await list({ foldersOnly: true, prefix: 'in/' })).list.commonPrefix).toEqual([{ prefix: 'in/deep/' }]);
  });

  test('its content is the response as JSON', async () => {
    const { record, content } = await list({ bucket: 'many' });
    const written: unknown = JSON.parse((await bytesOf(content)).toString('utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(record)));
    expect(content?.contentType).toBe('application/json');
  });

  test('an empty list is a list', async () => {
    const { list: found, content } = await list({ prefix: 'nothing' });
    expect(found).toMatchObject({ keyCount: 0, isTruncated: false, object: [], commonPrefix: [] });
    expect(JSON.parse((await bytesOf(content)).toString('utf8'))).toMatchObject({ object: [] });
  });

  test('List → Put writes it as an object of type application/json', async () => {
    const got = await list({ prefix: 'in/' });
    const step = activity('put-object', { key: 'list' });
    await executor.execute(at.connection(), step, got, recorder());
    expect((await at.witness.head('list')).ContentType).toBe('application/json');
    expect(JSON.parse((await at.witness.bytes('list')).toString('utf8'))).toMatchObject({ keyCount: 4 });
  });

  test('goes on after faults', async () => {
    at.store.faults.set([
      {
        match: { operation: 'ListObjectsV2' },
        skip: 1,
        times: 1,
        effect: { kind: 'error', status: 503, code: 'SlowDown' },
      },
      { match: { operation: 'ListObjectsV2' }, skip: 1, times: 1, effect: { kind: 'drop', when: 'after' } },
    ]);
    expect((await list({ bucket: 'many' })).list.keyCount).toBe(2500);
  });

  test('takes no page that was cut for a whole one where the end of the connection alone ends an answer', async () => {
    const rows = (keys: string[]) => keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
    const whole = `<ListBucketResult><IsTruncated>false</IsTruncated>${rows(['a', 'b', 'c'])}</ListBucketResult>`;
    let asked = 0;
    const { url, stop } = await serveRaw((request) => {
      asked += 1;
      const body = asked === 1 ? whole.slice(0, whole.indexOf('<Key>b')) : whole;
      request.socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${body}`);
    });
    const step = activity('list-objects', { bucket: 'data' });
    const { record } = await executor.execute(at.connection({ endpointUrl: url }), step, NOTHING, recorder());
    expect(ListRecord.parse(record).object.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(asked).toBe(2);
    await stop();
  });

  test('a missing bucket is named', async () => {
    const failing = list({ bucket: 'missing-one' });
    await expect(failing).rejects.toMatchObject({ code: 'bucket-missing' });
    await expect(failing).rejects.toThrow(/"missing-one"/);
  });
});
