import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../shared/connector.ts';
import { activity, contentOf, NOTHING, quick, recorder, type TestExecutor, transfer } from './test-support/run-step.ts';
import { type TestStore, testStore } from './test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;
const bytes = randomBytes(2_000_000);

beforeAll(async () => {
  const credentials = [
    { accessKeyId: 'AKIAREADONLY99', secretAccessKey: 'x', deny: { operations: ['s3:PutObject'] } },
    { accessKeyId: 'AKIANOREAD99', secretAccessKey: 'x', deny: { operations: ['s3:GetObject'] } },
    { accessKeyId: 'AKIANOLIST99', secretAccessKey: 'x', deny: { operations: ['s3:ListBucket'] } },
    { accessKeyId: 'AKIANOTAGS99', secretAccessKey: 'x', deny: { operations: ['s3:GetObjectTagging'] } },
  ];
  at = await testStore({ credentials });
  executor = quick();
  await at.witness.put('from', bytes);
});
afterEach(() => {
  at.store.faults.clear();
  at.store.faults.clearRequests();
});
afterAll(async () => {
  executor.close();
  await at.stop();
});

const as = (accessKeyId: string) => at.connection({ accessKeyId, secretAccessKey: 'x' });
const copy = (connection = at.connection(), context = recorder(), put: ResolvedSettings = {}) =>
  transfer(executor, connection, { bucket: 'data', key: 'from' }, { bucket: 'data', key: 'to', ...put }, context);

describe('permissions that lack are named', () => {
  test('for Put', async () => {
    const failing = copy(as('AKIAREADONLY99'));
    await expect(failing).rejects.toMatchObject({
      code: 'access-denied',
      nature: 'final',
      message: expect.stringContaining('"to" in the bucket "data" is denied to the access key ID AKIA…99'),
      todo: expect.stringContaining('s3:PutObject on arn:aws:s3:::data/to'),
    });
  });

  test('for a multipart upload', async () => {
    const input = { record: {}, content: contentOf(randomBytes(17 * 1024 ** 2), false) };
    const step = activity('put-object', { bucket: 'data', key: 'large' });
    const failing = executor.execute(as('AKIAREADONLY99'), step, input, recorder());
    await expect(failing).rejects.toMatchObject({
      code: 'access-denied',
      todo: expect.stringContaining('s3:PutObject'),
    });
  });

  test('for Get, its tags, and List', async () => {
    const run = (key: string, type: string, settings: ResolvedSettings) =>
      executor.execute(as(key), activity(type, { bucket: 'data', ...settings }), NOTHING, recorder());
    await expect(run('AKIANOREAD99', 'get-object', { key: 'from' })).rejects.toMatchObject({
      code: 'access-denied',
      todo: expect.stringMatching(/s3:GetObject on arn:aws:s3:::data\/from.*s3:ListBucket/),
    });
    await expect(run('AKIANOTAGS99', 'get-object', { key: 'from', includeTags: true })).rejects.toMatchObject({
      todo: expect.stringContaining('s3:GetObjectTagging'),
    });
    await expect(run('AKIANOLIST99', 'list-objects', {})).rejects.toMatchObject({
      todo: 'Grant s3:ListBucket on arn:aws:s3:::data.',
    });
  });
});

describe('a transfer fails with the right error, and leaves nothing behind', () => {
  test.each([
    ['the target bucket is missing', {}, { bucket: 'nowhere' }, 'bucket-missing'],
    ['the secret is wrong', { secretAccessKey: 'wrong' }, {}, 'secret-wrong'],
    ['the access key is unknown', { accessKeyId: 'AKIANOBODY' }, {}, 'access-key-unknown'],
    ['nobody listens', { endpointUrl: 'http://127.0.0.1:9', maximumAttempts: 2 }, {}, 'endpoint-unreachable'],
  ])('when %s', async (_, connection, put, code) => {
    const failing = copy(at.connection(connection), recorder(), put);
    await expect(failing).rejects.toMatchObject({ code });
    await expect(failing).rejects.toMatchObject({ todo: expect.stringMatching(/\.$/) });
    await expect(failing).rejects.not.toThrow(/secret\/for|wrong/);
    expect(await at.witness.has('to')).toBe(false);
  });

  test.each([
    [507, 'InsufficientStorage', 'target-full', 1],
    [500, 'InternalError', 'storage-fault', 5],
    [503, 'SlowDown', 'slow-down', 5],
    [400, 'BadDigest', 'checksum-mismatch', 5],
    [403, 'QuotaExceeded', 'target-full', 1],
  ])('when the target answers %i %s: %s after %i tries', async (status, name, code, tries) => {
    at.store.faults.set([{ match: { operation: 'PutObject' }, effect: { kind: 'error', status, code: name } }]);
    await expect(copy()).rejects.toMatchObject({ code });
    expect(at.store.faults.count({ operation: 'PutObject' })).toBe(tries);
    at.store.faults.clear();
    expect(await at.witness.has('to')).toBe(false);
  });

  test('when the target has no space left and says 500', async () => {
    const effect = {
      kind: 'error',
      status: 500,
      code: 'InternalError',
      message: 'write: no space left on device',
    } as const;
    at.store.faults.set([{ match: { operation: 'PutObject' }, effect }]);
    await expect(copy()).rejects.toMatchObject({ code: 'target-full', nature: 'final' });
  });

  test('when the source goes away in the middle of the body', async () => {
    at.store.faults.set([
      { match: { operation: 'GetObject' }, times: 1, effect: { kind: 'cutBody', afterBytes: 1_000_000 } },
      { match: { operation: 'GetObject' }, effect: { kind: 'drop' } },
    ]);
    await expect(copy()).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('"from"') });
    expect(await at.witness.has('to')).toBe(false);
  });

  test('when the source is replaced while it is read', async () => {
    await at.witness.put('changing', bytes);
    const effect = { kind: 'cutBody', afterBytes: 1_000_000 } as const;
    at.store.faults.set([
      {
        match: { operation: 'GetObject', key: 'changing' },
        times: 1,
        effect: { kind: 'replaceObject', afterBytes: 900_000, content: 'new' },
      },
      { match: { operation: 'GetObject', key: 'changing' }, times: 1, effect },
    ]);
    const failing = transfer(
      executor,
      at.connection(),
      { bucket: 'data', key: 'changing' },
      { bucket: 'data', key: 'to' },
    );
    await expect(failing).rejects.toMatchObject({
      code: 'source-changed',
      message: expect.stringContaining('"changing"'),
    });
    expect(await at.witness.has('to')).toBe(false);
  });
});

describe('faults that pass are overcome', () => {
  test.each([
    ['slow-down', { kind: 'error', status: 503, code: 'SlowDown' }],
    ['an internal error', { kind: 'error', status: 500, code: 'InternalError' }],
    ['an upload that is cut', { kind: 'cutUpload', afterBytes: 1_000_000 }],
    ['a lost answer', { kind: 'drop', when: 'after' }],
    ['a refused connection', { kind: 'drop' }],
  ] as const)('%s', async (_, effect) => {
    at.store.faults.set([{ match: { operation: 'PutObject' }, times: 2, effect }]);
    const context = recorder();
    await copy(at.connection(), context);
    expect((await at.witness.bytes('to')).equals(bytes)).toBe(true);
    expect(context.logs.filter((line) => line.code === 'retried')).toHaveLength(2);
    expect(context.totals).toMatchObject({ objects: 2 });
    expect(context.totals.bytes).toBe(2 * bytes.length);
    await at.witness.remove('to');
  });

  test('a bucket in another region is followed there', async () => {
    at.store.faults.set([
      {
        match: { operation: 'PutObject' },
        times: 1,
        effect: {
          kind: 'error',
          status: 301,
          code: 'PermanentRedirect',
          headers: { 'x-amz-bucket-region': 'us-east-1' },
        },
      },
    ]);
    const context = recorder();
    const fresh = quick();
    await fresh.execute(
      at.connection({ region: 'eu-central-1' }),
      activity('put-object', { bucket: 'data', key: 'to' }),
      { record: {}, content: contentOf(bytes) },
      context,
    );
    fresh.close();
    expect((await at.witness.bytes('to')).equals(bytes)).toBe(true);
    expect(context.logs).toEqual([]);
    await at.witness.remove('to');
  });
});

describe('a cancel', () => {
  test('stops a transfer at once and leaves nothing behind', async () => {
    at.store.faults.set([{ match: { operation: 'PutObject' }, effect: { kind: 'slowUpload', milliseconds: 100 } }]);
    const stop = new AbortController();
    const canceled = expect(copy(at.connection(), recorder(stop.signal))).rejects.toMatchObject({ nature: 'canceled' });
    await expect.poll(() => at.store.faults.requests().mostAtOnce.PutObject).toBe(1);
    stop.abort();
    await canceled;
    expect(await at.witness.has('to')).toBe(false);
  });

  test('before the start means that nothing is asked', async () => {
    await expect(copy(at.connection(), recorder(AbortSignal.abort()))).rejects.toMatchObject({ nature: 'canceled' });
    expect(at.store.faults.requests().requests).toEqual([]);
  });
});

test('a refusal in the middle of an upload is told, though the storage hangs up at once', async () => {
  const refusal = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('data', () =>
      socket.end(
        `HTTP/1.1 403 Forbidden\r\ncontent-length: ${refusal.length}\r\nconnection: close\r\n\r\n${refusal}`,
        () => socket.destroy(),
      ),
    );
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const endpointUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const step = activity('put-object', { bucket: 'data', key: 'to' });
  const input = { record: {}, content: contentOf(randomBytes(20_000_000)) };
  const failing = executor.execute(at.connection({ endpointUrl }), step, input, recorder());
  await expect(failing).rejects.toMatchObject({ code: 'access-denied' });
  for (const socket of sockets) socket.destroy();
  server.close();
});
