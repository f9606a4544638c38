import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { ERROR_STATUS } from '../../shared/api/error.ts';
import { routes } from '../../shared/api/routes.ts';
import { newId } from '../../shared/project/id.ts';
import { enrolLocalAgent } from '../agents/enrol.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
let projectId = '';
let credential = '';
beforeAll(async () => {
  server = await startTestServer();
  projectId = (await server.app.core.projects.create('Fuzzed')).id;
  credential = await enrolLocalAgent(server.database, newId('agt'), 'fuzzed');
}, 60_000);
afterAll(() => server.close());

/** Event streams never end by themselves. */
const called = [...Object.values(routes), ...Object.values(agentRoutes)].filter(({ replies }) => replies !== 'events');

/** Stands for the id of a project that is there. */
const OWN_PROJECT = 'own-project';
const id = fc.oneof(
  fc.constant(OWN_PROJECT),
  fc.constant(OWN_PROJECT),
  fc.constantFrom('prj_1', 'run_none', '', '%00', '%zz', '..', '__proto__', 'a'.repeat(3000)),
  fc.string().map(encodeURIComponent),
);
const path = fc
  .tuple(fc.constantFrom(...called), fc.array(id, { minLength: 4, maxLength: 4 }), fc.webQueryParameters())
  .map(([route, ids, query]) => {
    let next = 0;
    const filled = route.path.replaceAll(/:[A-Za-z]+/g, () => ids[next++ % 4] ?? '');
    return { route, path: `${filled}?${query}` };
  });
const body = fc.oneof(
  fc.json(),
  fc.string(),
  fc.constantFrom(
    '',
    '{}',
    '[]',
    'null',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    '\u0000',
    '"\\ud800"',
  ),
  fc
    .record({ baseRevision: fc.integer(), clientId: fc.string(), edits: fc.array(fc.jsonValue()) })
    .map((value) => JSON.stringify(value)),
);
const type = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/gzip',
  '',
);

test('no request of any form crashes the server, and every refusal has a known code', async () => {
  await fc.assert(
    fc.asyncProperty(path, body, type, fc.boolean(), async (target, sent, contentType, strays) => {
      const { method } = target.route;
      const reply = await fetch(server.url + target.path.replaceAll(OWN_PROJECT, projectId), {
        method: strays ? 'PUT' : method,
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${credential}`,
          ...(contentType === '' ? {} : { 'content-type': contentType }),
        },
        ...(method === 'GET' && !strays ? {} : { body: sent }),
      }).catch((error: unknown) => {
        // What fetch itself refuses to send is no request.
        if (error instanceof TypeError && error.message !== 'fetch failed') return null;
        throw error;
      });
      if (reply === null) return;
      const text = await reply.text();
      expect(reply.status).not.toBe(500);
      if (reply.status >= 400) expect(Object.keys(ERROR_STATUS)).toContain(JSON.parse(text).error.code);
    }),
    { numRuns: 300 },
  );
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
}, 120_000);

test('nor do bytes that are no request, or half of one', async () => {
  const pieces = fc.constantFrom(
    'GET / HTTP/1.1\r\n',
    'POST /api/projects HTTP/1.1\r\n',
    'Host: localhost\r\n',
    'Content-Length: 10\r\n',
    'Content-Length: -1\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Content-Type: application/json\r\n',
    'Expect: 100-continue\r\n',
    '\r\n',
    '5\r\nabcde\r\n',
    'zz\r\n',
    '{"name":"x"}',
    '\u0000\u0001\u0002',
  );
  const { port } = new URL(server.url);
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), async (sent) => {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.end(sent.join('')));
        socket.on('error', () => resolve()).on('close', () => resolve());
        socket.resume();
      });
    }),
    { numRuns: 150 },
  );
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
}, 120_000);
