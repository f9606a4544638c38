import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { NextStep } from '../../../../shared/runs/payload.ts';
import { activity, bytesOf, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;
beforeAll(async () => {
  at = await testStore();
  executor = quick();
});
afterEach(() => at.store.faults.clear());
afterAll(async () => {
  executor.close();
  await at.stop();
});

/** A target that knows nothing of ETags. */
const toFile: NextStep = { connector: 'local-files', type: 'write-file', connection: () => undefined };
const get = (key: string, next?: NextStep) =>
  executor.execute(at.connection(), activity('get-object', { bucket: 'data', key }), NOTHING, {
    ...recorder(),
    ...(next ? { next } : {}),
  });
const flip = () =>
  at.store.faults.set([{ match: { operation: 'GetObject' }, effect: { kind: 'flipByte', at: 70_000 } }]);

test('on its way to a file, an object over plain HTTP is proven by the MD5 that its ETag is', async () => {
  const bytes = randomBytes(300_000);
  await at.witness.put('plain', bytes);
  expect((await bytesOf((await get('plain', toFile)).content)).equals(bytes)).toBe(true);
  flip();
  const damaged = await get('plain', toFile);
  await expect(bytesOf(damaged.content)).rejects.toMatchObject({ code: 'checksum-mismatch' });
});

test('an upload of a bucket that is gone is gone too', async () => {
  const place = { bucket: 'no-such-bucket', key: 'a', startedAt: new Date().toISOString(), others: [] };
  const { signal } = new AbortController();
  expect(await executor.abortUpload?.(at.connection(), place, signal)).toBe(0);
  expect(await executor.abortUpload?.(at.connection(), { ...place, uploadId: 'x' }, signal)).toBe(0);
});
