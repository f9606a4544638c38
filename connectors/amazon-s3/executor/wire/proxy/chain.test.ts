import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ProxyState } from '../../../../../shared/proxy/proxy-settings.ts';
import { activity, NOTHING, quick, recorder } from '../../test-support/run-step.ts';
import { KEY_ID, SECRET, type TestStore, testStore } from '../../test-support/test-store.ts';
import { listen, settingsOf, tunnelling } from './fake-proxy.ts';

let at: TestStore;
let folder: string;
beforeAll(async () => {
  at = await testStore();
  folder = await mkdtemp(join(tmpdir(), 'sluice-chain-'));
});
beforeEach(() => {
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, join(folder, 'none'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await at.stop();
  await rm(folder, { recursive: true });
});

const EXPIRES = new Date(Date.now() + 3_600_000).toISOString();

/** Lists by a connection with the chain's credentials, by a proxy; gives what the proxy was asked for. */
async function list(): Promise<string[]> {
  const heads: string[] = [];
  const state: ProxyState = { kind: 'set', settings: settingsOf(await tunnelling(heads)) };
  const connection = { ...at.connection({ useProxy: true, credentials: 'chain' }), proxy: () => state };
  const executor = quick();
  await executor.execute(connection, activity('list-objects', { bucket: 'data', prefix: '' }), NOTHING, recorder());
  expect(await executor.test(connection, new AbortController().signal)).toMatchObject({ ok: true });
  executor.close();
  return heads.map((head) => /^CONNECT \S+:(\d+)/.exec(head)?.[1] ?? head);
}

test('instance metadata is asked directly, the storage by the proxy', async () => {
  const asked: string[] = [];
  const metadata = await listen(
    createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.method === 'PUT') response.end('a-token');
      else if (request.url?.endsWith('/security-credentials/')) response.end('role');
      else {
        const keys = { AccessKeyId: KEY_ID, SecretAccessKey: SECRET, Token: '', Expiration: EXPIRES };
        response.end(JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', LastUpdated: EXPIRES, ...keys }));
      }
    }),
  );
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', `http://127.0.0.1:${metadata}`);
  const ports = await list();
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(ports)).toEqual(new Set([String(at.store.port)]));
});

test('what the chain asks of AWS itself goes by the proxy', async () => {
  const answer = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
    <Credentials><AccessKeyId>${KEY_ID}</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken></SessionToken>
    <Expiration>${EXPIRES}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
  const bodies: string[] = [];
  const sts = await listen(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        bodies.push(body);
        response.setHeader('content-type', 'text/xml');
        response.end(answer);
      });
    }),
  );
  await writeFile(join(folder, 'token'), 'web-identity-token');
  vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'));
  vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/agent');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${sts}`);
  const ports = await list();
  expect(bodies[0]).toContain('Action=AssumeRoleWithWebIdentity');
  expect(new Set(ports)).toEqual(new Set([String(sts), String(at.store.port)]));
});
