import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSigned } from '../../connectors/amazon-s3/executor/test-support/self-signed.ts';
import { TestReply } from '../../shared/api/connection-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../agents/admin-client.ts';
import { ProjectClient } from '../product/api-client.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { startSmtp, type TestSmtp } from './smtp.ts';

let product: Product;
let project: ProjectClient;
let starttls: TestSmtp;
let tls: TestSmtp;
let unknown: TestSmtp;
beforeAll(async () => {
  const authority = join(temporaryFolder(), 'authority.pem');
  await writeFile(authority, selfSigned.cert);
  [product, starttls, tls, unknown] = await Promise.all([
    startProduct({ args: ['--no-sample'], env: { NODE_EXTRA_CA_CERTS: authority } }),
    startSmtp({ hasCertificate: true, asksForLogin: true }),
    startSmtp({ hasCertificate: true, isTls: true }),
    startSmtp(),
  ]);
  project = await ProjectClient.create(product.url, 'E-mails');
  // A test e-mail waits some seconds for an agent that comes up, and no longer.
  const agents = async () => (await call(product.url, routes.listAgentGroups)).agentGroups[0]?.agents ?? [];
  await until('its own agent works', async () => (await agents())[0]?.state === 'Running', 60_000);
}, 120_000);
afterAll(() => Promise.all([product.stop(), starttls.close(), tls.close(), unknown.close()]));

async function send(path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${project.base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json();
}

async function sendTest(port: number, security: string, more: Record<string, unknown> = {}) {
  const settings = { host: 'localhost', port, security, from: 'a@example.com', to: 'b@example.com', subject: 'Hello' };
  const email = { name: 'Alarm', settings: { ...settings, ...more } };
  return TestReply.parse(await send('/test-email', email)).result;
}

test('by STARTTLS, with a certificate of an authority that the agent trusts, an e-mail and its login go encrypted', async () => {
  const password = await send('/secrets', { value: 'the-password' });
  expect(await sendTest(starttls.port, 'starttls', { userName: 'sluice', password })).toMatchObject({ ok: true });
  expect(await starttls.received()).toMatchObject([{ to: ['b@example.com'], user: 'sluice', isSecure: true }]);
});

test('by TLS from the first byte, too', async () => {
  expect(await sendTest(tls.port, 'tls')).toMatchObject({ ok: true });
  expect(await tls.received()).toMatchObject([{ to: ['b@example.com'], isSecure: true }]);
});

test('a certificate that is not that authority’s is refused all the same, before anything is sent', async () => {
  expect(await sendTest(unknown.port, 'starttls')).toMatchObject({ ok: false, code: 'smtp-certificate' });
  expect(await unknown.received()).toEqual([]);
});
