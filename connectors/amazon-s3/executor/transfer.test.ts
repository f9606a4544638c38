import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activity, bytesOf, NOTHING, quick, recorder, type TestExecutor, transfer } from './test-support/run-step.ts';
import { type TestStore, testStore } from './test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;

beforeAll(async () => {
  at = await testStore();
  executor = quick();
});
afterAll(async () => {
  executor.close();
  await at.stop();
});

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

describe('Get → Put', () => {
  test.each([0, 1, 2, 7, 15, 16, 17, 255, 65_536, 5 * 1024 ** 2 + 1])('%i bytes arrive as they are', async (size) => {
    const bytes = randomBytes(size);
    await at.witness.put(`from/${size}`, bytes);
    const context = recorder();
    const { got, put } = await transfer(
      executor,
      at.connection(),
      { bucket: 'data', key: `from/${size}` },
      { bucket: 'data', key: `to/${size}` },
      context,
    );
    expect(got.record).toMatchObject({
      bucketName: 'data',
      key: `from/${size}`,
      contentLength: size,
      eTag: md5(bytes),
    });
    expect(put.record).toMatchObject({ bucketName: 'data', key: `to/${size}`, size, eTag: md5(bytes) });
    expect(md5(await at.witness.bytes(`to/${size}`))).toBe(md5(bytes));
    expect(context.totals).toEqual({ bytes: 2 * size, copied: 0, objects: 2, expected: { bytes: size, objects: 1 } });
    expect(context.logs).toEqual([]);
  });

  test('content can be read again, and in parts', async () => {
    const bytes = randomBytes(300_000);
    await at.witness.put('parts', bytes);
    const settings = { bucket: 'data', key: 'parts' };
    const got = await executor.execute(at.connection(), activity('get-object', settings), NOTHING, recorder());
    expect(await bytesOf(got.content, 0, 1000)).toEqual(bytes.subarray(0, 1000));
    expect(await bytesOf(got.content, 100_000, 100_000)).toEqual(bytes.subarray(100_000, 200_000));
    expect(md5(await bytesOf(got.content))).toBe(md5(bytes));
  });
});
