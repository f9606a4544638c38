import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { newId } from '../../shared/project/id.ts';
import { firstPerson, PASSWORD, signedIn, Visitor } from '../../testing/access/visitor.ts';
import { sql } from '../database/sql.ts';
import { accessToken } from '../http/access-token.ts';
import { trustedProxies } from '../http/address.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { MOST_PER_ACCOUNT, MOST_PER_ADDRESS } from './attempts.ts';

// Each password takes its time, and many are typed here.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let second: { url: string; stop(): Promise<void> };
let ada: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  second = await server.another();
}, 60_000);
afterAll(async () => {
  await second.stop();
  await server.close();
});

test('while there is nobody everything is open; the first person is an administrator, and from then on everybody signs in', async () => {
  const { url } = server;
  const stranger = new Visitor(url);
  expect(await stranger.call(routes.me)).toEqual({
    access: 'open',
    person: null,
    mayAll: true,
    environments: [{ id: 'env_default', name: 'Default', isDefault: true, level: 'write' }],
  });
  await stranger.call(routes.createProject, { body: { name: 'Before' } });
  expect(await stranger.outcome(routes.createAccessKey, { body: { name: 'x', days: 1 } })).toBe('sign-in-required');
  expect(await stranger.outcome(routes.signIn, { body: { userName: 'ada', password: PASSWORD } })).toBe(
    'sign-in-wrong',
  );

  ada = await firstPerson(url);
  const me = await ada.call(routes.me);
  const known = { access: 'people', mayAll: true, person: { name: 'Ada', isAdministrator: true } };
  expect(me).toMatchObject(known);
  expect(await ada.at(second.url).call(routes.me), 'whichever server comes next').toMatchObject(known);
  // Both servers know at once.
  for (const at of [url, second.url]) {
    await expect.poll(() => new Visitor(at).outcome(routes.listProjects)).toBe('sign-in-required');
    expect(await new Visitor(at).call(routes.me)).toEqual({
      access: 'people',
      person: null,
      mayAll: false,
      environments: [],
    });
  }
  expect((await ada.at(second.url).call(routes.listProjects)).projects.map(({ name }) => name)).toEqual(['Before']);
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  expect((await fetch(`${url}/`)).status).toBe(200);
});

describe('a session', () => {
  test('is a cookie that no script reads, of TLS alone where the page came by it, and only its hash is kept', async () => {
    const body = { userName: ' ADA ', password: PASSWORD };
    const plain = await new Visitor(server.url).send(routes.signIn, { body });
    const [cookie = ''] = plain.headers.getSetCookie();
    const { port, host } = new URL(server.url);
    expect(cookie).toMatch(
      new RegExp(`^sluice_session_${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000$`),
    );
    expect(plain.headers.get('cache-control')).toBe('no-store');
    const secure = await new Visitor(server.url).send(routes.signIn, { body, headers: { origin: `https://${host}` } });
    expect(secure.headers.getSetCookie()[0]).toContain('; Secure;');
    const token = /=([\w-]+)/.exec(cookie)?.[1] ?? '';
    const { rows } = await sql<{ kept: string }>`select sessions::text as kept from sessions`.execute(
      server.database.db,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { kept } of rows) {
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    }
  });

  test('holds on all servers, and its end too: by signing out, a new password, disabling', async () => {
    const { visitor: bea, person } = await signedIn(ada, 'bea');
    const elsewhere = bea.at(second.url);
    expect(await elsewhere.outcome(routes.listProjects)).toBe('ok');
    await bea.call(routes.signOut);
    expect(bea.cookies.size).toBe(0);
    await expect.poll(() => elsewhere.outcome(routes.listProjects)).toBe('sign-in-required');

    await bea.signIn('bea');
    const laptop = new Visitor(second.url);
    await laptop.signIn('Bea');
    const next = 'another long password';
    const change = { body: { current: 'not that one, no', password: next } };
    expect(await bea.outcome(routes.changePassword, change)).toBe('password-wrong');
    await bea.call(routes.changePassword, { body: { current: PASSWORD, password: next } });
    expect(await bea.outcome(routes.listProjects)).toBe('ok');
    await expect.poll(() => laptop.outcome(routes.listProjects)).toBe('sign-in-required');
    expect(await laptop.outcome(routes.signIn, { body: { userName: 'bea', password: PASSWORD } })).toBe(
      'sign-in-wrong',
    );
    await laptop.signIn('bea', next);

    const { personId } = { personId: person.id };
    await ada.call(routes.changePerson, { params: { personId }, body: { disabled: true } });
    for (const visitor of [bea, laptop])
      await expect.poll(() => visitor.outcome(routes.listProjects)).toBe('sign-in-required');
    expect(await bea.outcome(routes.signIn, { body: { userName: 'bea', password: next } })).toBe('sign-in-wrong');
    await ada.call(routes.changePerson, { params: { personId }, body: { disabled: false } });
    await bea.signIn('bea', next);
    await ada.call(routes.resetPassword, { params: { personId }, body: { password: PASSWORD } });
    await expect.poll(() => bea.outcome(routes.listProjects)).toBe('sign-in-required');
    await bea.signIn('bea');
  });

  test('ends by itself when it was not used for long, and after a month', async () => {
    const { db } = server.database;
    for (const aged of [sql`used_at = now() - interval '13 hours'`, sql`expires_at = now()`]) {
      const { visitor, person } = await signedIn(ada, `idle${newId('per')}`);
      await sql`update sessions set ${aged} where person_id = ${person.id}`.execute(db);
      await expect.poll(() => visitor.outcome(routes.listProjects)).toBe('sign-in-required');
    }
  });

  test('that is used is marked so', async () => {
    const { db } = server.database;
    const { visitor, person } = await signedIn(ada, 'used');
    await sql`update sessions set used_at = now() - interval '11 hours' where person_id = ${person.id}`.execute(db);
    expect(await visitor.outcome(routes.listProjects)).toBe('ok');
    const { rows } = await sql<{ fresh: boolean }>`
      select used_at > now() - interval '1 minute' as fresh from sessions where person_id = ${person.id}`.execute(db);
    expect(rows).toEqual([{ fresh: true }]);
  });
});

describe('signing in', () => {
  test('tells nobody which user names there are', async () => {
    const { person } = await signedIn(ada, 'gone');
    await ada.call(routes.changePerson, { params: { personId: person.id }, body: { disabled: true } });
    const tries = [
      { userName: 'nobody', password: PASSWORD },
      { userName: 'ada', password: 'wrong' },
      { userName: 'gone', password: PASSWORD },
      { userName: '', password: '' },
    ];
    const answers = await Promise.all(
      tries.map(async (body) => {
        const reply = await new Visitor(server.url).send(routes.signIn, { body });
        return [reply.status, await reply.text(), reply.headers.getSetCookie()];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.[0]).toBe(401);
  });

  test.each(['known', 'stranger'])('is limited for the user name %s, also for the right password', async (userName) => {
    if (userName === 'known') await signedIn(ada, userName);
    // At once, and over both servers: none is looked at that is one too many.
    const outcomes = await Promise.all(
      Array.from({ length: MOST_PER_ACCOUNT + 3 }, (_, at) =>
        new Visitor(at % 2 === 0 ? server.url : second.url).outcome(routes.signIn, {
          body: { userName: at % 3 === 0 ? userName.toUpperCase() : userName, password: `guess ${at}` },
        }),
      ),
    );
    const count = (code: string) => outcomes.filter((outcome) => outcome === code).length;
    expect([count('sign-in-wrong'), count('sign-in-limited')]).toEqual([MOST_PER_ACCOUNT, 3]);
    const right = await new Visitor(server.url).send(routes.signIn, { body: { userName, password: PASSWORD } });
    expect(right.status).toBe(429);
    const { details } = (await right.json()).error;
    expect(details.retryAfterSeconds).toBeGreaterThan(0);
    expect(details.retryAfterSeconds).toBeLessThanOrEqual(900);
    await server.database.db.deleteFrom('sign_in_attempts').execute();
  });

  test('with the right password counts for nothing', async () => {
    const { db } = server.database;
    await db.deleteFrom('sign_in_attempts').execute();
    await new Visitor(server.url).outcome(routes.signIn, { body: { userName: 'ada', password: 'wrong' } });
    await new Visitor(second.url).signIn('ada');
    const rows = await db.selectFrom('sign_in_attempts').select('count').execute();
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('is limited for an address', async () => {
    await sql`update sign_in_attempts set count = ${MOST_PER_ADDRESS}`.execute(server.database.db);
    const address = { body: { userName: newId('per'), password: 'x' } };
    await server.database.db.deleteFrom('sign_in_attempts').execute();
    expect(await new Visitor(server.url).outcome(routes.signIn, address)).toBe('sign-in-wrong');
    await sql`update sign_in_attempts set count = ${MOST_PER_ADDRESS}`.execute(server.database.db);
    const next = { body: { userName: newId('per'), password: 'x' } };
    expect(await new Visitor(second.url).outcome(routes.signIn, next)).toBe('sign-in-limited');
    await sql`update sign_in_attempts set since = now() - interval '16 minutes'`.execute(server.database.db);
    expect(await new Visitor(second.url).outcome(routes.signIn, next)).toBe('sign-in-wrong');
    await server.database.db.deleteFrom('sign_in_attempts').execute();
  });
});

test('a page of another site cannot sign anybody out or in', async () => {
  const headers = { origin: 'https://evil.example' };
  expect(await ada.outcome(routes.signOut, { headers })).toBe('foreign-origin');
  const body = { userName: 'ada', password: PASSWORD };
  expect(await new Visitor(server.url).outcome(routes.signIn, { body, headers })).toBe('foreign-origin');
  expect(await ada.outcome(routes.listProjects)).toBe('ok');
});

test('a body is not read from those who may not send it', async () => {
  const { port } = new URL(server.url);
  const answer = await new Promise<string>((resolve, reject) => {
    let reply = '';
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(
        'POST /api/projects/prj_x/edits HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
          'Content-Length: 30000000\r\nConnection: close\r\n\r\n{',
      ),
    );
    socket.setEncoding('utf8').on('data', (chunk) => {
      reply += chunk;
      if (reply.includes('}}')) socket.destroy();
    });
    socket.on('close', () => resolve(reply)).on('error', reject);
  });
  expect(answer).toContain('sign-in-required');
});

test('beyond loopback the first person needs the access token, which opens nothing from then on', async () => {
  const token = 'the-token';
  const hash = createHash('sha256').update(token).digest('hex');
  const guarded = await startTestServer({ token: async () => accessToken(hash, 'sluice') });
  const body = { name: 'Ada', userName: 'ada', password: PASSWORD };
  expect(await new Visitor(guarded.url).outcome(routes.me)).toBe('token-required');
  expect(await new Visitor(guarded.url).outcome(routes.createPerson, { body })).toBe('token-required');
  const installer = new Visitor(guarded.url, token);
  expect((await installer.call(routes.me)).access).toBe('open');
  await installer.call(routes.createPerson, { body });
  expect(await installer.outcome(routes.listProjects)).toBe('access-key-wrong');
  const browser = new Visitor(guarded.url);
  browser.cookies.set('sluice', token);
  expect(await browser.outcome(routes.listProjects)).toBe('sign-in-required');
  await browser.signIn('ada');
  expect(await browser.outcome(routes.listProjects)).toBe('ok');
  await guarded.close();
});

test('behind a trusted proxy each caller is counted, and noted, by an address of its own', async () => {
  const proxies = trustedProxies(['127.0.0.0/8']) ?? undefined;
  const behind = await startTestServer(proxies ? { proxies } : {});
  const first = await firstPerson(behind.url);
  const from = (address: string) => ({ 'x-forwarded-for': `198.51.100.1, ${address}` });
  const attempt = (address: string) =>
    new Visitor(behind.url).outcome(routes.signIn, {
      body: { userName: newId('per'), password: 'x' },
      headers: from(address),
    });
  expect(await attempt('203.0.113.9')).toBe('sign-in-wrong');
  await sql`update sign_in_attempts set count = ${MOST_PER_ADDRESS}`.execute(behind.database.db);
  expect(await attempt('203.0.113.9')).toBe('sign-in-limited');
  expect(await attempt('203.0.113.10')).toBe('sign-in-wrong');
  const { entries } = await first.call(routes.listAudit, { query: { kind: 'sign-in-failed' } });
  expect(entries.map(({ address }) => address)).toEqual(['203.0.113.10', '203.0.113.9']);
  await behind.close();
});

test('no secret of anybody got into the log', () => {
  expect(server.logged()).not.toContain(PASSWORD);
  expect(server.logged()).not.toMatch(/slk_|sluice_session_\d+=/);
});
