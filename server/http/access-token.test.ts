import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';
import { forgetAccessToken, openAccessToken } from './access-token.ts';

let server: TestServer;
let token = '';
beforeAll(async () => {
  server = await startTestServer({
    bound: '0.0.0.0',
    token: async ({ db }) => {
      const { check, made } = await openAccessToken(db, 'sluice_1');
      token = made ?? '';
      return check;
    },
  });
}, 60_000);
afterAll(() => server.close());

async function statusOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  return (await fetch(server.url + path, { headers, redirect: 'manual' })).status;
}

test('without the token nobody gets at anything but health and the pages', async () => {
  expect(token).toMatch(/^[\w-]{43}$/);
  for (const path of [
    '/api/projects',
    '/api/openapi.json',
    '/api/projects/prj_1',
    '/api/projects/prj_1/events?after=0',
  ])
    expect(await statusOf(path)).toBe(401);
  expect(await statusOf('/api/projects', { authorization: `Bearer ${token}x` })).toBe(401);
  expect(await statusOf('/api/projects', { cookie: `sluice_1=${'a'.repeat(43)}` })).toBe(401);
  expect(await statusOf(`/api/projects?token=${token}`)).toBe(401);
  expect(await statusOf('/api/health')).toBe(200);
  expect(await statusOf('/')).toBe(200);
});

test('with it, programs get in by a header and browsers by a cookie that no script can read', async () => {
  expect(await statusOf('/api/projects', { authorization: `Bearer ${token}` })).toBe(200);
  const opened = await fetch(`${server.url}/?token=${token}`, { redirect: 'manual' });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
  const cookie = opened.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect(await statusOf('/api/projects', { cookie: `other=1; ${cookie.split(';')[0]}` })).toBe(200);
  const wrong = await fetch(`${server.url}/?token=wrong`, { redirect: 'manual' });
  expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([303, null]);
});

test('an address that was put together with a slash too many opens all the same, and no log holds its token', async () => {
  const opened = await fetch(`${server.url}//?token=${token}`, { redirect: 'manual' });
  expect(server.logged()).not.toContain(token);
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
  expect(opened.headers.get('set-cookie')).toContain(token);
  expect(await statusOf('//')).toBe(200);
});

test('it is not an agent’s credential, nor the other way round', async () => {
  const reply = await fetch(`${server.url}/agent/v1/hello`, {
    method: 'POST',
    body: '{}',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  expect(reply.status).toBe(401);
});

test('it is made once, kept as a hash, and made anew when it was forgotten', async () => {
  const { db } = server.database;
  const again = await openAccessToken(db, 'sluice_1');
  expect(again.made).toBeNull();
  expect(again.check.matches(token)).toBe(true);
  const rows = await db.selectFrom('installation').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(server.logged()).not.toContain(token);
  await forgetAccessToken(db);
  const anew = await openAccessToken(db, 'sluice_1');
  expect(anew.made).not.toBeNull();
  expect(anew.check.matches(token)).toBe(false);
});
