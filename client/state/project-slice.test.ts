import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Me } from '../../shared/api/access.ts';
import { emptyProject } from '../../shared/project/project.ts';
import { designer } from './designer.ts';

const ADA = { id: 'per_ada', name: 'Ada', userName: 'ada', isAdministrator: true };
const GRACE = { ...ADA, id: 'per_grace', name: 'Grace', userName: 'grace' };
const meAs = (person: typeof ADA): Me => ({ access: 'people', person, mayAll: true, environments: [] });

const page = new EventTarget();
let isAway = false;
let sent = 0;

beforeEach(() => {
  isAway = false;
  sent = 0;
  vi.stubGlobal('document', { hidden: true });
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close(): void {}
    },
  );
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
    if (isAway) throw new TypeError('fetch failed');
    if (url.startsWith('/api/connectors')) return Response.json({ connectors: [] });
    if (method === 'GET') return Response.json(state);
    sent += 1;
    return Response.json({ revision: 1, missed: [] });
  });
});
afterEach(async () => {
  designer.getState().close();
  // What follows from that needs the page still.
  await new Promise(setImmediate);
  designer.setState({ me: null, notices: [] });
  vi.unstubAllGlobals();
});

const state = {
  project: emptyProject('Invoices', 'prj_1'),
  revision: 0,
  sample: false,
  environment: {
    id: 'env_1',
    name: 'Plant',
    timeZone: 'UTC',
    agentGroup: { id: 'agg_1', name: 'Plant', kind: 'private', agents: [] },
  },
  deployed: [],
  lastRuns: [],
};

/** Draws something while the server is away, and leaves the project. */
async function drawAndLeave(): Promise<void> {
  const { open, takeMe, edit, close } = designer.getState();
  takeMe(meAs(ADA));
  await open('prj_1');
  isAway = true;
  expect(edit('Rename project', { type: 'project.rename', name: 'Orders' })).toBe(true);
  await vi.waitFor(() => expect(designer.getState().saveStatus).toBe('offline'));
  close();
  expect(designer.getState().project).toBeNull();
}

test('what was drawn is saved though the project was left while the server was away', async () => {
  await drawAndLeave();
  expect(designer.getState().unsaved()).toEqual(['Rename project']);
  isAway = false;
  page.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(sent).toBe(1));
  await vi.waitFor(() => expect(designer.getState().unsaved()).toEqual([]));
});

test('what somebody drew in a project that was left is not saved in the name of who signs in then', async () => {
  await drawAndLeave();
  designer.getState().takeMe(meAs(GRACE));
  expect(designer.getState().notices).toMatchObject([{ title: 'Not kept: “Rename project”' }]);
  isAway = false;
  page.dispatchEvent(new Event('online'));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(sent).toBe(0);
  expect(designer.getState().unsaved()).toEqual([]);
});

test('what waits for changes to be saved is not done in the name of who signs in meanwhile', async () => {
  const { open, takeMe, edit, run } = designer.getState();
  takeMe(meAs(ADA));
  await open('prj_1');
  const asked: string[] = [];
  const answered = fetch;
  vi.stubGlobal('fetch', async (url: string, init: { method: string }) => {
    if (init.method === 'GET') return answered(url, init);
    asked.push(url);
    const isEnded = url.endsWith('/edits');
    const error = { code: isEnded ? 'sign-in-required' : 'operation-unknown', message: 'No.' };
    return Response.json({ error }, { status: isEnded ? 401 : 404 });
  });
  expect(edit('Rename project', { type: 'project.rename', name: 'Orders' })).toBe(true);
  await vi.waitFor(() => expect(designer.getState().signIn).toBe('dialog'));
  const running = run('opn_1', { deploy: false });
  takeMe(meAs(GRACE));
  expect(await running).toBe(false);
  expect(asked).toEqual([expect.stringMatching(/\/edits$/)]);
  expect(designer.getState().notices).toMatchObject([
    { title: 'Not kept: “Rename project”' },
    { title: 'The run could not be started' },
  ]);
  await vi.waitFor(() => expect(designer.getState().project).not.toBeNull());
});
