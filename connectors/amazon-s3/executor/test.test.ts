import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../shared/connector.ts';
import { type Store, startStore } from '../../../store/start-store.ts';
import { browse } from './browse.ts';
import { testConnection } from './test.ts';
import { selfSigned } from './test-support/self-signed.ts';
import { serveRaw } from './test-support/serve-raw.ts';
import { type TestStore, testStore } from './test-support/test-store.ts';

let at: TestStore;
let secure: Store;
let folder: string;
let skew = 0;
const signal = new AbortController().signal;

beforeAll(async () => {
  const credentials = [
    { accessKeyId: 'AKIANOLIST', secretAccessKey: 'x', deny: { operations: ['s3:ListAllMyBuckets'] } },
    { accessKeyId: 'AKIAEXPIRED', secretAccessKey: 'x', sessionToken: 'old', expired: true },
    { accessKeyId: 'AKIASESSION', secretAccessKey: 'x', sessionToken: 'the-token' },
  ];
  at = await testStore({ credentials, region: 'eu-west-1', clock: () => new Date(Date.now() + skew) });
  folder = await mkdtemp(join(tmpdir(), 'sluice-connector-'));
  secure = await startStore({ dataDir: folder, credentials, tls: selfSigned });
});
afterEach(() => at.store.faults.clear());
afterAll(async () => {
  await at.stop();
  await secure.close();
  await rm(folder, { recursive: true });
});

const tried = (settings: ResolvedSettings) =>
  testConnection(at.connection({ region: 'eu-west-1', ...settings }), signal);

describe('Test', () => {
  test('succeeds, and tells how many buckets are visible', async () => {
    expect(await tried({})).toEqual({ ok: true, message: 'Connection Success: 1 bucket is visible.' });
  });

  test('succeeds with a session token', async () => {
    const keys = { accessKeyId: 'AKIASESSION', secretAccessKey: 'x', sessionToken: 'the-token' };
    expect(await tried(keys)).toMatchObject({ ok: true });
  });

  test('succeeds without the right to list buckets, and hints at text inputs', async () => {
    const result = await tried({ accessKeyId: 'AKIANOLIST', secretAccessKey: 'x' });
    expect(result).toMatchObject({ ok: true, hint: expect.stringContaining('Use text inputs') });
  });

  test.each<[string, ResolvedSettings, string, string]>([
    ['an unknown access key', { accessKeyId: 'AKIAUNKNOWN' }, 'access-key-unknown', 'InvalidAccessKeyId'],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'secret-wrong', 'SignatureDoesNotMatch'],
    [
      'an expired session token',
      { accessKeyId: 'AKIAEXPIRED', secretAccessKey: 'x', sessionToken: 'old' },
      'session-expired',
      'ExpiredToken',
    ],
    [
      'a wrong session token',
      { accessKeyId: 'AKIASESSION', secretAccessKey: 'x', sessionToken: 'another' },
      'session-token-invalid',
      'InvalidToken',
    ],
    ['a wrong region', { region: 'us-east-1' }, 'region-wrong', 'AuthorizationHeaderMalformed'],
    ['an unreachable endpoint', { endpointUrl: 'http://127.0.0.1:9' }, 'endpoint-unreachable', 'ECONNREFUSED'],
    ['a name that is not resolved', { endpointUrl: 'http://storage.invalid' }, 'name-not-resolved', 'ENOTFOUND'],
    ['no endpoint at all', { endpointUrl: 'storage' }, 'connection-invalid', 'connection-invalid'],
    ['no secret', { secretAccessKey: '' }, 'connection-invalid', 'connection-invalid'],
    ['a proxy that the agent has not', { useProxy: true }, 'proxy-not-configured', 'proxy-not-configured'],
  ])('%s is told', async (_, settings, code, name) => {
    const result = await tried(settings);
    expect(result).toMatchObject({ ok: false, code, name });
    expect(result).toMatchObject({ message: expect.stringMatching(/[.”]$/), todo: expect.stringMatching(/\.$/) });
    expect(JSON.stringify(result)).not.toContain('secret/for+tests');
  });

  test('a certificate that nobody vouches for is told', async () => {
    const result = await tried({ endpointUrl: secure.url });
    expect(result).toMatchObject({ ok: false, code: 'tls-failure', name: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  test('https at a port that speaks http is told', async () => {
    const result = await tried({ endpointUrl: at.url.replace('http:', 'https:') });
    expect(result).toMatchObject({ ok: false, code: 'tls-failure' });
  });

  test('clocks that differ are told', async () => {
    skew = 3_600_000;
    const result = await tried({});
    skew = 0;
    expect(result).toMatchObject({ ok: false, code: 'clock-skew', name: 'RequestTimeTooSkewed' });
  });

  test('a storage that does not answer is told', async () => {
    at.store.faults.set([{ match: { operation: 'ListBuckets' }, effect: { kind: 'hang' } }]);
    expect(await tried({ requestTimeout: 1 })).toMatchObject({ ok: false, code: 'time-out' });
  });

  test('a port that does not speak HTTP, and a web site, are told', async () => {
    const noise = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
    await new Promise<void>((resolve) => noise.listen(0, '127.0.0.1', resolve));
    const address = noise.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const mail = await tried({ endpointUrl: `http://127.0.0.1:${port}` });
    expect(mail).toMatchObject({ ok: false, code: 'endpoint-not-s3' });
    noise.close();
    const site = await serveRaw((_, response) => response.end('<html><body>Welcome</body></html>'));
    expect(await tried({ endpointUrl: site.url })).toMatchObject({ ok: false, code: 'endpoint-not-s3' });
    await site.stop();
  });

  test('a proxy that wants a password is told', async () => {
    const proxy = await serveRaw((_, response) => response.writeHead(407).end('<html>407</html>'));
    expect(await tried({ endpointUrl: proxy.url })).toMatchObject({ ok: false, code: 'proxy-credentials-refused' });
    await proxy.stop();
  });

  test('an agent without credentials is told when the chain is chosen', async () => {
    const result = await tried({ credentials: 'chain', accessKeyId: '', secretAccessKey: '' });
    expect(result).toMatchObject({ ok: false, code: 'credentials-missing' });
  });
});

describe('browsing', () => {
  test('lists buckets with name and date', async () => {
    const items = await browse(at.connection({ region: 'eu-west-1' }), 'buckets', signal);
    expect(items).toEqual([
      { id: 'data', cells: { name: 'data', created: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) } },
    ]);
  });

  test('fails with the same errors', async () => {
    const wrong = browse(at.connection({ region: 'eu-west-1', secretAccessKey: 'wrong' }), 'buckets', signal);
    await expect(wrong).rejects.toMatchObject({ code: 'secret-wrong' });
    await expect(browse(at.connection(), 'shelves', signal)).rejects.toMatchObject({ code: 'browse-unknown' });
  });
});
