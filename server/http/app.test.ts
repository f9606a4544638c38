import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../database/sql.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { VERSION } from '../version.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

/** Sends a request as text, so that every header is ours. */
function raw(text: string): Promise<string> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      reply += chunk;
    });
    socket.on('close', () => resolve(reply));
    socket.on('error', reject);
  });
}

async function codeOf(reply: Response): Promise<string> {
  const body: { error: { code: string; message: string } } = await reply.json();
  expect(body.error.message).not.toBe('');
  return `${reply.status} ${body.error.code}`;
}

function post(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('what is no good request', () => {
  test('gets a stable code', async () => {
    expect(await codeOf(await fetch(`${server.url}/api/nothing`))).toBe('404 route-unknown');
    expect(await codeOf(await fetch(`${server.url}/agent/v1/nothing`))).toBe('404 route-unknown');
    expect(await codeOf(await fetch(`${server.url}/api/projects/%zz`))).toBe('400 invalid-request');
    expect(await codeOf(await fetch(`${server.url}/api/projects/nope`))).toBe('400 invalid-request');
    expect(await codeOf(await fetch(`${server.url}/api/projects/prj_none`))).toBe('404 project-unknown');
    expect(await codeOf(await post('/api/projects', '{"name":'))).toBe('400 malformed-json');
    expect(await codeOf(await post('/api/projects', new Uint8Array([0x22, 0xff, 0x22])))).toBe('400 malformed-json');
    expect(await codeOf(await post('/api/projects', '[1]'))).toBe('400 invalid-request');
    expect(await codeOf(await post('/api/projects', '{"name":" a"}'))).toBe('400 invalid-request');
    expect(await codeOf(await post('/api/projects', '{"name":"a","more":1}'))).toBe('400 invalid-request');
    expect(await codeOf(await post('/api/projects', '{"name":"a\\u0000b"}'))).toBe('400 invalid-request');
    expect(await codeOf(await post('/api/projects', ''))).toBe('400 invalid-request');
    const plain = await post('/api/projects', '{"name":"a"}', { 'content-type': 'text/plain' });
    expect(await codeOf(plain)).toBe('415 media-type-unknown');
    const packed = await post('/api/projects', '{"name":"a"}', { 'content-encoding': 'gzip' });
    expect(await codeOf(packed)).toBe('415 media-type-unknown');
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(await codeOf(await post('/api/projects', deep))).toBe('400 invalid-request');
  });

  test('asks for what comes after a number that nothing can have', async () => {
    const { id } = await server.app.core.projects.create('Numbered');
    for (const path of ['edits', 'events', 'runs/run_1/messages']) {
      const reply = await fetch(`${server.url}/api/projects/${id}/${path}?after=2147483648`);
      expect(await codeOf(reply)).toBe('400 invalid-request');
    }
  });

  test('names the methods that a path takes', async () => {
    const reply = await fetch(`${server.url}/api/projects`, { method: 'PUT' });
    expect(reply.headers.get('allow')).toBe('GET, POST');
    expect(await codeOf(reply)).toBe('405 method-unknown');
    expect(await codeOf(await fetch(`${server.url}/`, { method: 'POST' }))).toBe('405 method-unknown');
  });

  test('is refused when its body is too large, told or not', async () => {
    const large = `{"name":"${'a'.repeat(1024 * 1024)}"}`;
    expect(await codeOf(await post('/api/projects', large))).toBe('413 body-too-large');
    const stream = new ReadableStream({
      start: (controller) => {
        for (let chunk = 0; chunk < 40; chunk += 1) controller.enqueue(new Uint8Array(100_000).fill(0x61));
        controller.close();
      },
    });
    const chunked = await fetch(`${server.url}/api/projects`, {
      method: 'POST',
      body: stream,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit);
    expect(await codeOf(chunked)).toBe('413 body-too-large');
  });

  test('does not stop the server when it is no HTTP or breaks off', async () => {
    expect(await raw('nonsense\r\n\r\n')).toContain('400 Bad Request');
    expect(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toContain('400 Bad Request');
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      `POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"na`,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  });
});

describe('nobody else gets in', () => {
  const get = (headers: string) => raw(`GET /api/projects HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);

  test('under a foreign host name', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.0.2.1', 'a b', ''])
      expect(await get(`Host: ${host}\r\n`)).toContain('foreign-host');
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:80', '[::1]:7460', '127.8.9.1'])
      expect(await get(`Host: ${host}\r\n`)).toContain('200 OK');
    expect(await raw('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')).toContain('foreign-host');
  });

  test("from another site's page", async () => {
    const create = (headers: Record<string, string>) => post('/api/projects', '{"name":"a"}', headers);
    expect(await codeOf(await create({ origin: 'https://evil.example' }))).toBe('403 foreign-origin');
    expect(await codeOf(await create({ origin: 'null' }))).toBe('403 foreign-origin');
    expect(await codeOf(await create({ origin: `${server.url}1` }))).toBe('403 foreign-origin');
    expect((await create({ origin: server.url })).status).toBe(200);
    const fetched = (headers: string) => get(`Host: localhost\r\n${headers}`);
    expect(await fetched('Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n')).toContain('foreign-origin');
    expect(await fetched('Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\n')).toContain('foreign-origin');
    expect(await fetched('Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n')).toContain('200 OK');
    expect(await fetched('Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n')).toContain('200 OK');
    const posted = await raw(
      'POST /api/projects HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nContent-Type: application/json\r\n' +
        'Content-Length: 12\r\nConnection: close\r\n\r\n{"name":"a"}',
    );
    expect(posted).toContain('foreign-origin');
  });

  test('without an agent’s credential on the routes of agents', async () => {
    const hello = (headers: Record<string, string>) => post('/agent/v1/hello', '{}', headers);
    expect(await codeOf(await hello({}))).toBe('401 token-required');
    expect(await codeOf(await hello({ authorization: 'Bearer nobody' }))).toBe('401 token-wrong');
  });
});

describe('every reply', () => {
  test('carries the headers that keep a page safe', async () => {
    for (const path of ['/', '/api/health', '/api/nothing', '/assets/main-4f2a.js', '/some.png']) {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

describe('the client', () => {
  test('is served, each of its pages by the same file', async () => {
    for (const path of ['/', '/projects/prj_1', '/projects/prj_1/workflows/wfl_2']) {
      const page = await fetch(server.url + path);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(await page.text()).toContain('<title>Sluice</title>');
    }
  });

  test('has assets that may be kept for ever, and nothing above its folder', async () => {
    const script = await fetch(`${server.url}/assets/main-4f2a.js`);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await codeOf(await fetch(`${server.url}/assets/main-0000.js`))).toBe('404 route-unknown');
    for (const path of ['/..%2f..%2fetc/passwd.txt', '/../../../../etc/hosts.txt', '/.hidden.txt'])
      expect(await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(/ 40[34] /);
  });
});

test('a download that fails half-way breaks off, and the log says why', async () => {
  const { db } = server.database;
  await sql`alter table audit_entries rename to audit_entries_away`.execute(db);
  const reply = await fetch(`${server.url}/api/audit/download`);
  expect(reply.status).toBe(200);
  await expect(reply.text()).rejects.toThrow();
  await sql`alter table audit_entries_away rename to audit_entries`.execute(db);
  await expect.poll(() => server.logged()).toContain('relation \\"audit_entries\\" does not exist');
});

test('health says how it is', async () => {
  const health = await fetch(`${server.url}/api/health`);
  expect(await health.json()).toEqual({ status: 'ok', version: VERSION, database: 'ok' });
});
