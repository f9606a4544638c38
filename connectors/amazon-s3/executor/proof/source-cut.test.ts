import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { putInParts } from '../../../../testing/faults/put-in-parts.ts';
import { parseConnection } from '../connection.ts';
import { Endpoints } from '../endpoints.ts';
import { serveRaw } from '../test-support/serve-raw.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';
import { SourceCut } from './source-cut.ts';

const MiB = 1024 ** 2;
const { signal } = new AbortController();
const bytes = randomBytes(17 * MiB);

let at: TestStore;
const endpoints = new Endpoints({ pauses: { baseMs: 1, capMs: 5 } });
beforeAll(async () => {
  at = await testStore();
});
afterEach(() => {
  at.store.faults.clear();
  at.store.faults.clearRequests();
});
afterAll(async () => {
  endpoints.close();
  await at.stop();
});

const asked = () => at.store.faults.count({ operation: 'HeadObject' });

/** What is found out of an object. */
function cutOf(key: string, eTag: string, count: number, url = at.url): SourceCut {
  const endpoint = endpoints.of(parseConnection(at.connection({ endpointUrl: url })));
  const call = { operation: 'GetObject', method: 'GET', bucket: 'data', key } as const;
  return new SourceCut({ endpoint, call, eTag, size: bytes.length, count });
}

async function written(key: string, lengths: readonly number[]): Promise<string> {
  await putInParts(at.witness, { Bucket: 'data', Key: key }, bytes, lengths);
  const eTag = (await at.witness.head(key)).ETag ?? '';
  at.store.faults.clearRequests();
  return eTag;
}

test('one look tells a likely cut, one at each part that it is the right one', async () => {
  const cut = cutOf('even', await written('even', [6 * MiB, 6 * MiB]), 3);
  const even = [6 * MiB, 6 * MiB, 5 * MiB];
  expect(await Promise.all([cut.likely(signal), cut.likely(signal)])).toEqual([even, even]);
  expect(asked()).toBe(1);
  expect(await cut.certain(signal)).toEqual(even);
  expect(asked()).toBe(4);
});

test('a cut that the first part does not suggest is asked for, part by part', async () => {
  // Six, six and five would be three parts.
  const cut = cutOf('odd', await written('odd', [6 * MiB, 5 * MiB, 5 * MiB]), 4);
  expect(await cut.likely(signal)).toEqual([6 * MiB, 5 * MiB, 5 * MiB, MiB]);
  expect(await cut.certain(signal)).toEqual(await cut.likely(signal));
  expect(asked()).toBe(5);
});

test('one part needs no look; whether it was one at all, the storage must tell', async () => {
  const cut = cutOf('one', await written('one', []), 1);
  expect(await cut.likely(signal)).toEqual([bytes.length]);
  expect(asked()).toBe(0);
  expect(await cut.certain(signal)).toEqual([bytes.length]);
  await at.witness.put('whole', bytes);
  const whole = cutOf('whole', (await at.witness.head('whole')).ETag ?? '', 1);
  expect(await whole.certain(signal)).toBeUndefined();
});

test('a storage that does not know of parts tells nothing for certain', async () => {
  const server = await serveRaw((_, response) =>
    response.writeHead(200, { 'content-length': bytes.length, etag: '"e-3"' }).end(),
  );
  const cut = cutOf('k', '"e-3"', 3, server.url);
  expect(await cut.likely(signal)).toEqual([8 * MiB, 8 * MiB, MiB]);
  expect(await cut.certain(signal)).toBeUndefined();
  await server.stop();
});

test('what was replaced meanwhile tells nothing, and what fails for now is asked again', async () => {
  const eTag = await written('even', [6 * MiB, 6 * MiB]);
  expect(await cutOf('even', '"another-3"', 3).certain(signal)).toBeUndefined();
  at.store.faults.set([
    { match: { operation: 'HeadObject' }, times: 5, effect: { kind: 'error', status: 500, code: 'InternalError' } },
  ]);
  const cut = cutOf('even', eTag, 3);
  await expect(cut.likely(signal)).rejects.toMatchObject({ nature: 'transient' });
  expect(await cut.likely(signal)).toHaveLength(3);
});
