import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Me } from '../../shared/api/access.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { designer } from './designer.ts';

const ADA = { id: 'per_ada', name: 'Ada', userName: 'ada', isAdministrator: true };
const GRACE = { ...ADA, id: 'per_grace', name: 'Grace', userName: 'grace' };
const meAs = (person: typeof ADA | null): Me => ({
  access: 'people',
  person,
  mayAll: person !== null,
  environments: [],
});

/** A server that knows one session, or none. */
let session: typeof ADA | null = null;
const asked: string[] = [];

beforeEach(() => {
  session = ADA;
  asked.length = 0;
  designer.setState({ me: null, signIn: null, notices: [] });
  vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
    asked.push(`${method} ${url}`);
    if (url === '/api/me') return Response.json(meAs(session));
    if (session) return Response.json({ projects: [] });
    return Response.json({ error: { code: 'sign-in-required', message: 'Sign in.' } }, { status: 401 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const signInAs = (person: typeof ADA) => {
  session = person;
  designer.getState().takeMe(meAs(person));
};

test('whoever comes without a session gets the sign-in page, and what was asked for afterwards', async () => {
  session = null;
  const projects = call(routes.listProjects, {});
  await vi.waitFor(() => expect(designer.getState().signIn).toBe('page'));
  signInAs(ADA);
  expect(await projects).toEqual({ projects: [] });
  expect(designer.getState().signIn).toBeNull();
});

test('a session that ends asks over the work; the same person goes on with what was asked for, also to be changed', async () => {
  designer.getState().takeMe(meAs(ADA));
  session = null;
  const remove = call({ ...routes.listProjects, method: 'DELETE' }, {});
  await vi.waitFor(() => expect(designer.getState().signIn).toBe('dialog'));
  expect(designer.getState().me?.person?.name).toBe('Ada');
  signInAs(ADA);
  expect(await remove).toEqual({ projects: [] });
});

test('what one wanted to change is not done in the name of somebody else; what one wanted to see is shown', async () => {
  designer.getState().takeMe(meAs(ADA));
  session = null;
  const remove = call({ ...routes.listProjects, method: 'DELETE' }, {});
  const projects = call(routes.listProjects, {});
  await vi.waitFor(() => expect(designer.getState().signIn).toBe('dialog'));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  signInAs(GRACE);
  await expect(remove).rejects.toMatchObject({ code: 'signed-in-as-other' });
  expect(await projects).toEqual({ projects: [] });
  expect(asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(1);
});

test('a sign-in in another window of the browser is enough', async () => {
  designer.getState().takeMe(meAs(ADA));
  session = null;
  designer.getState().checkMe();
  await vi.waitFor(() => expect(designer.getState().signIn).toBe('dialog'));
  session = ADA;
  designer.getState().checkMe();
  await vi.waitFor(() => expect(designer.getState().signIn).toBeNull());
});

test('answers that come late do not undo what was heard since', async () => {
  const answers: ((reply: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(resolve)));
  designer.getState().checkMe();
  designer.getState().checkMe();
  answers[1]?.(Response.json(meAs(GRACE)));
  await vi.waitFor(() => expect(designer.getState().me?.person?.name).toBe('Grace'));
  answers[0]?.(Response.json(meAs(ADA)));
  await new Promise((resolve) => setTimeout(resolve));
  expect(designer.getState().me?.person?.name).toBe('Grace');
});

test('an edit that one may not make is refused with the reason', () => {
  designer.setState({
    me: {
      ...meAs(GRACE),
      mayAll: false,
      environments: [{ id: 'env_1', name: 'Plant', isDefault: true, level: 'read' }],
    },
    environment: {
      id: 'env_1',
      name: 'Plant',
      timeZone: 'UTC',
      agentGroup: { id: 'agg_1', name: 'Plant', kind: 'private', agents: [] },
    },
  });
  expect(designer.getState().mayEdit('Rename')).toBe(false);
  expect(designer.getState().notices).toMatchObject([
    { title: 'Rename is not possible', text: 'It needs Write in the environment Plant. You have Read.' },
  ]);
  designer.setState({ environment: null });
});
