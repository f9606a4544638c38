import { request } from 'node:http';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTemporaryStore, type TemporaryStore } from '../temporary-store.ts';

const Bucket = 'faults';
const BODY = 'x'.repeat(300_000);
let store: TemporaryStore;
let s3: S3;

function connect(maxAttempts: number): S3 {
  const { url: endpoint, accessKeyId, secretAccessKey, region } = store;
  return new S3({
    endpoint,
    region,
    forcePathStyle: true,
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey },
    // Else the SDK itself would notice that a body was changed.
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

beforeAll(async () => {
  store = await startTemporaryStore();
  s3 = connect(1);
  await s3.createBucket({ Bucket });
});

beforeEach(async () => {
  await s3.putObject({ Bucket, Key: 'k', Body: BODY });
  store.faults.clearRequests();
});

afterEach(() => store.faults.clear());
afterAll(() => store.close());

async function read(Key = 'k'): Promise<string> {
  const { Body } = await s3.getObject({ Bucket, Key });
  return (await Body?.transformToString()) ?? '';
}

describe('fault rules', () => {
  test('answer an error for the requests they match, and as often as they say', async () => {
    store.faults.set([
      {
        match: { operation: 'GetObject', key: 'k*' },
        skip: 1,
        times: 1,
        effect: { kind: 'error', status: 503, code: 'SlowDown' },
      },
    ]);
    expect(await read()).toBe(BODY);
    await expect(read()).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
    expect(await read()).toBe(BODY);
    expect(store.faults.count({ operation: 'GetObject', status: 503 })).toBe(1);
  });

  test('let a client that tries again succeed', async () => {
    store.faults.set([
      { match: { operation: 'PutObject' }, times: 2, effect: { kind: 'error', status: 500, code: 'InternalError' } },
    ]);
    await connect(3).putObject({ Bucket, Key: 'again', Body: 'x' });
    expect(store.faults.count({ operation: 'PutObject', key: 'again' })).toBe(3);
    expect(await read('again')).toBe('x');
  });

  test('tell requests apart by bucket, key and part', async () => {
    store.faults.set([
      { match: { bucket: 'other' }, effect: { kind: 'error', status: 403, code: 'AccessDenied' } },
      { match: { operation: ['UploadPart'], partNumber: 2 }, effect: { kind: 'error', status: 507, code: 'Full' } },
    ]);
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'parts' });
    const part = { Bucket, Key: 'parts', UploadId, Body: 'x' };
    await s3.uploadPart({ ...part, PartNumber: 1 });
    await expect(s3.uploadPart({ ...part, PartNumber: 2 })).rejects.toMatchObject({ name: 'Full' });
    await expect(s3.createBucket({ Bucket: 'other' })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('can lose the answer to a write that was done', async () => {
    store.faults.set([{ match: { operation: 'PutObject' }, effect: { kind: 'drop', when: 'after' } }]);
    await expect(s3.putObject({ Bucket, Key: 'lost', Body: 'done' })).rejects.toThrow();
    expect(await read('lost')).toBe('done');
    expect(store.faults.count({ operation: 'PutObject', key: 'lost', status: 0 })).toBe(1);
  });

  test('can cut an upload, which then leaves nothing', async () => {
    store.faults.set([{ match: { operation: 'PutObject' }, effect: { kind: 'cutUpload', afterBytes: 100_000 } }]);
    await expect(s3.putObject({ Bucket, Key: 'cut', Body: BODY })).rejects.toThrow();
    await expect(read('cut')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('can cut a body in its middle', async () => {
    store.faults.set([{ match: { operation: 'GetObject' }, effect: { kind: 'cutBody', afterBytes: 100_000 } }]);
    const { Body, ContentLength } = await s3.getObject({ Bucket, Key: 'k' });
    expect(ContentLength).toBe(BODY.length);
    await expect(Body?.transformToString()).rejects.toThrow();
  });

  test('can end a body early as if it were whole', async () => {
    store.faults.set([{ match: { operation: 'GetObject' }, effect: { kind: 'truncateBody', afterBytes: 1000 } }]);
    expect(await read()).toHaveLength(1000);
  });

  test('can change one byte of a body', async () => {
    store.faults.set([{ match: { operation: 'GetObject' }, effect: { kind: 'flipByte', at: 270_000 } }]);
    const { Body } = await s3.getObject({ Bucket, Key: 'k' });
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect([bytes.length, bytes.findIndex((byte) => byte !== 'x'.charCodeAt(0))]).toEqual([300_000, 270_000]);
  });

  test('can replace the object while it is read', async () => {
    const { ETag } = await s3.headObject({ Bucket, Key: 'k' });
    store.faults.set([
      {
        match: { operation: 'GetObject' },
        times: 1,
        effect: { kind: 'replaceObject', afterBytes: 10, content: 'new' },
      },
    ]);
    expect(await read()).toBe(BODY);
    expect(await read()).toBe('new');
    await expect(s3.getObject({ Bucket, Key: 'k', IfMatch: ETag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  test('can answer 200 with an error in the body', async () => {
    store.faults.set([{ match: { operation: 'CopyObject' }, effect: { kind: 'errorInBody', code: 'InternalError' } }]);
    await expect(s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/k` })).rejects.toMatchObject({
      name: 'InternalError',
    });
    await expect(read('copy')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('can slow things down without changing them', async () => {
    store.faults.set([
      { match: { operation: 'GetObject' }, effect: { kind: 'slowBody', milliseconds: 1, chunkBytes: 50_000 } },
      { match: { operation: 'PutObject' }, effect: { kind: 'slowUpload', milliseconds: 1 } },
      { effect: { kind: 'delay', milliseconds: 1 } },
    ]);
    await s3.putObject({ Bucket, Key: 'slow', Body: BODY });
    expect(await read('slow')).toBe(BODY);
  });

  test('can keep an answer back for ever, until the client gives up', async () => {
    store.faults.set([{ match: { operation: 'HeadObject' }, effect: { kind: 'hang' } }]);
    const controller = new AbortController();
    const head = s3.headObject({ Bucket, Key: 'k' }, { abortSignal: controller.signal });
    await expect.poll(() => store.faults.requests().mostAtOnce.HeadObject).toBe(1);
    controller.abort();
    await expect(head).rejects.toThrow();
  });

  test('count what is under way at one time', async () => {
    // Too large for what lies between: none is over before somebody reads it.
    await s3.putObject({ Bucket, Key: 'large', Body: Buffer.alloc(32 * 1024 * 1024) });
    const answers = await Promise.all([1, 2, 3].map(() => s3.getObject({ Bucket, Key: 'large' })));
    expect(store.faults.underWay('GetObject')).toBe(3);
    await Promise.all(answers.map(({ Body }) => Body?.transformToByteArray()));
    expect(store.faults.requests().mostAtOnce.GetObject).toBe(3);
    await expect.poll(() => store.faults.underWay('GetObject')).toBe(0);
  });
});

describe('the admin routes', () => {
  async function admin(method: string, path: string, body?: string): Promise<[number, unknown]> {
    const response = await fetch(`${store.url}${path}`, { method, body });
    return [response.status, await response.json()];
  }

  test('set, refuse and clear rules, and tell counts', async () => {
    const rules = [{ match: { operation: 'HeadObject' }, effect: { kind: 'error', status: 503, code: 'SlowDown' } }];
    expect(await admin('POST', '/_faults', JSON.stringify(rules))).toEqual([200, { rules: 1 }]);
    await expect(s3.headObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    const [, report] = await admin('GET', '/_requests');
    expect(report).toMatchObject({
      requests: [{ operation: 'HeadObject', bucket: Bucket, key: 'k', status: 503, count: 1 }],
    });
    expect(await admin('DELETE', '/_faults')).toEqual([200, { rules: 0 }]);
    await s3.headObject({ Bucket, Key: 'k' });
    expect(await admin('DELETE', '/_requests')).toEqual([200, { requests: [], mostAtOnce: {} }]);
  });

  test('say what is wrong with a rule', async () => {
    const [status, answer] = await admin('POST', '/_faults', '[{"effect":{"kind":"explode"}}]');
    expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringContaining('kind')]);
    expect((await admin('POST', '/_faults', 'not json'))[0]).toBe(400);
  });

  test('are not there without faults', async () => {
    const plain = await startTemporaryStore({ faults: false });
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${plain.url}/_faults`, { method: 'DELETE' }, (reply) =>
        resolve(reply.resume().statusCode),
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(403);
    expect(() => plain.faults.set([])).toThrow('Faults are off');
    await plain.close();
  });
});
