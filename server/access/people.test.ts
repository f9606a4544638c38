import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { firstPerson, PASSWORD, signedIn, Visitor } from '../../testing/access/visitor.ts';
import { sql } from '../database/sql.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

// Each password takes its time, and many are typed here.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  ada = await firstPerson(server.url);
}, 60_000);
afterAll(() => server.close());

describe('people', () => {
  test('have user names of their own, in upper or lower case, and levels in environments that there are', async () => {
    const make = (body: object) =>
      ada.outcome(routes.createPerson, { body: { name: 'X', password: PASSWORD, ...body } });
    expect(await make({ userName: 'Ada' })).toBe('name-taken');
    expect(await make({ userName: 'x', levels: { env_nowhere: 'read' } })).toBe('environment-unknown');
    expect(await make({ userName: 'x', password: 'too short' })).toBe('invalid-request');
    expect(await make({ userName: 'with space' })).toBe('invalid-request');
    const refused = await ada.send(routes.createPerson, { body: { name: 'X', userName: 'x', password: 'too short' } });
    expect(await refused.text()).not.toContain('too short');
    const nobody = { params: { personId: 'per_none' }, body: { name: 'Nobody' } };
    expect(await ada.outcome(routes.changePerson, nobody)).toBe('person-unknown');
  });

  test('always have an administrator among them', async () => {
    const self = await ada.call(routes.me);
    const params = { personId: self.person?.id ?? '' };
    expect(await ada.outcome(routes.changePerson, { params, body: { isAdministrator: false } })).toBe(
      'last-administrator',
    );
    expect(await ada.outcome(routes.changePerson, { params, body: { disabled: true } })).toBe('last-administrator');
    const { person, visitor: gil } = await signedIn(ada, 'gil', { isAdministrator: true });
    // Both at once: one of them stays.
    const demote = (by: Visitor, personId: string) =>
      by.outcome(routes.changePerson, { params: { personId }, body: { isAdministrator: false } });
    const outcomes = await Promise.all([demote(ada, person.id), demote(gil, params.personId)]);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
    await sql`update people set is_administrator = true where user_name = 'ada'`.execute(server.database.db);
    await sql`select pg_notify('sluice_access', '')`.execute(server.database.db);
    await expect.poll(() => ada.outcome(routes.listPeople)).toBe('ok');
  });

  test('are listed with what an administrator wants to know, and no password', async () => {
    await signedIn(ada, 'dan', { levels: { env_default: 'write' } });
    const reply = await ada.send(routes.listPeople);
    const text = await reply.text();
    expect(text).not.toMatch(/scrypt|"password/);
    const { people } = routes.listPeople.reply.parse(JSON.parse(text));
    expect(people.find(({ userName }) => userName === 'dan')).toMatchObject({
      name: 'Dan',
      isAdministrator: false,
      disabled: false,
      levels: { env_default: 'write' },
      sessions: 1,
      accessKeys: 0,
      lastSignInAt: expect.any(String),
    });
  });

  test('two who want to be the first at once: one is', async () => {
    const fresh = await startTestServer();
    const make = (userName: string) =>
      new Visitor(fresh.url).outcome(routes.createPerson, { body: { name: 'First', userName, password: PASSWORD } });
    const outcomes = await Promise.all(['one', 'two', 'three'].map(make));
    expect(outcomes.toSorted()).toEqual(['ok', 'sign-in-required', 'sign-in-required']);
    await fresh.close();
  });
});
