import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { firstPerson, signedIn, Visitor } from '../../testing/access/visitor.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { createAudit } from '../audit/service.ts';
import { hostPolicy } from '../http/access.ts';
import { NO_PROXIES } from '../http/address.ts';
import { createApp } from '../http/app.ts';
import { createGate } from '../http/gate.ts';
import type { HandlerEntry } from '../http/handler.ts';
import { type Listening, listen } from '../http/listen.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { createKnown, type Known } from './known.ts';

/** Every route of people by what it needs: a new one is refused here until somebody has thought about it. */
const NEEDS: Readonly<Record<string, readonly (keyof typeof routes)[]>> = {
  anyone: ['health'],
  visitor: ['me', 'signIn', 'signOut'],
  person: ['openapi', 'listProjects', 'listEnvironments', 'listConnectors', 'getPolicy', 'getLimits'],
  account: ['changeMe', 'changePassword', 'listAccessKeys', 'createAccessKey', 'revokeAccessKey'],
  'view-logs': [
    ...(['getProject', 'projectEvents', 'listRuns', 'getRun', 'listMessages', 'downloadLog'] as const),
    ...(['getThroughput', 'getReceipts', 'getFailures'] as const),
  ],
  read: [
    ...([
      'listEdits',
      'listRevisions',
      'getRevision',
      'listDeployments',
      'getDeployment',
      'getDeployedGlobals',
    ] as const),
    ...(['listSchedules', 'listVariableValues', 'getRunGlobals', 'getOutput', 'getStepDebug'] as const),
  ],
  execute: ['runOperation', 'cancelRun', 'enableSchedule'],
  write: [
    ...(['createProject', 'deleteProject', 'sendEdits', 'deploy', 'storeSecret', 'setVariableValue'] as const),
    ...([
      'setProjectEnvironment',
      'testConnection',
      'sendTestEmail',
      'browse',
      'browseTree',
      'checkPermissions',
    ] as const),
  ],
  administrator: [
    ...([
      'createEnvironment',
      'changeEnvironment',
      'deleteEnvironment',
      'listAgentGroups',
      'createAgentGroup',
    ] as const),
    ...(['changeAgentGroup', 'deleteAgentGroup', 'addAgent', 'withdrawRegistration', 'changeAgent'] as const),
    ...(['removeAgent', 'getAgentProxy', 'setAgentProxy', 'removeAgentProxy', 'publishConnector'] as const),
    ...(['listRegistry', 'setPolicy', 'setLimits', 'listPeople', 'createPerson', 'changePerson'] as const),
    ...(['resetPassword', 'listAudit', 'downloadAudit', 'getAuditRetention', 'setAuditRetention'] as const),
  ],
};
const LEVELS: readonly string[] = ['view-logs', 'read', 'execute', 'write'];
const all = Object.values<Route>(routes);
const needOf = (route: Route) => Object.keys(NEEDS).find((need) => NEEDS[need]?.some((id) => id === route.id)) ?? '';

// Each password takes its time, and many are typed here.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let known: Known;
let listening: Listening;
let url: string;
let ada: Visitor;
let projectId: Id;
/** What has got as far as a handler. */
const reached: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  const { database, app } = server;
  ada = await firstPerson(server.url);
  projectId = (await ada.call(routes.createProject, { body: { name: 'Guarded' } })).id;
  known = createKnown(database);
  await known.start();
  const { projects, log } = app.core;
  const entry = (route: Route): HandlerEntry => ({
    route,
    handle: async (raw) => {
      const { signal, who } = raw;
      await raw.onChecked({ params: raw.params, query: raw.query, body: raw.body, signal, who });
      reached.push(route.id);
      return { kind: 'json', value: {} };
    },
  });
  const handler = createApp({
    tables: [all.map(entry)],
    hosts: hostPolicy('127.0.0.1'),
    token: null,
    gate: createGate(known, null, NO_PROXIES),
    known,
    audit: { ...createAudit({ database, projects, log }), rules: new Map() },
    verifyAgent: async () => null,
    clientDir: temporaryFolder(),
    log,
    stopping: new AbortController().signal,
  });
  listening = await listen(handler, '127.0.0.1', 0);
  url = `http://127.0.0.1:${listening.port}`;
}, 60_000);
afterAll(async () => {
  await listening.close(1000);
  known.stop();
  await server.close();
});

/** The outcome of every route; that a handler was reached by those alone that were let in. */
async function outcomes(visitor: Visitor): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const route of all) {
    reached.length = 0;
    const hasBody = route.method === 'POST' || route.method === 'PUT';
    const params = { projectId, environmentId: 'env_default' };
    const body = hasBody ? { environmentId: 'env_default' } : undefined;
    const outcome = await visitor.send(route, { params, body, query: { after: 0 } });
    const code = outcome.ok ? 'ok' : (await outcome.json()).error.code;
    expect(reached, `${route.id}: ${code}`).toEqual(outcome.ok ? [route.id] : []);
    found.set(route.id, code);
  }
  return found;
}

test('every route says what it needs, and it is what was thought of', () => {
  const told = all.map((route) => {
    const { need } = route;
    if (!need) return `${route.id}: nothing`;
    return `${route.id}: ${need.kind === 'project' || need.kind === 'environment' ? need.level : need.kind}`;
  });
  expect(told.sort()).toEqual(all.map((route) => `${route.id}: ${needOf(route)}`).sort());
  for (const route of all) {
    expect(route.caller, route.id).toBe(route.id === 'health' ? 'anyone' : 'person');
    // A project in the path is one that the gate looks at.
    expect(route.path.includes(':projectId'), route.id).toBe(route.need?.kind === 'project');
    expect(route.path.startsWith('/api/'), route.id).toBe(true);
  }
  for (const route of Object.values<Route>(agentRoutes)) expect(route.path.startsWith('/agent/'), route.id).toBe(true);
});

test('who is not signed in reaches nothing but the way in', async () => {
  for (const visitor of [new Visitor(url), new Visitor(url, 'slk_nobody'), new Visitor(url, 'the-access-token')]) {
    for (const [id, outcome] of await outcomes(visitor)) {
      const isOpen = NEEDS.anyone?.some((one) => one === id) || NEEDS.visitor?.some((one) => one === id);
      const refused = visitor.key === undefined ? 'sign-in-required' : 'access-key-wrong';
      expect(`${id}: ${outcome}`).toBe(`${id}: ${isOpen ? 'ok' : refused}`);
    }
  }
});

test.each(['none', ...LEVELS])(
  'a person with the level %s reaches what it holds, and no handler beyond it',
  async (level) => {
    const levels: Record<string, string> = level === 'none' ? {} : { env_default: level };
    const { visitor } = await signedIn(ada, `person-${level}`, { levels });
    const rank = LEVELS.indexOf(level);
    const found = await outcomes(visitor.at(url));
    for (const route of all) {
      const need = needOf(route);
      const needed = LEVELS.indexOf(need);
      const free = ['anyone', 'visitor', 'person', 'account'].includes(need);
      const absent = route.need?.kind === 'environment' ? 'environment-unknown' : 'project-unknown';
      const expected =
        free || (needed >= 0 && rank >= needed) ? 'ok' : need === 'administrator' || rank >= 0 ? 'not-allowed' : absent;
      expect(`${route.id}: ${found.get(route.id)}`).toBe(`${route.id}: ${expected}`);
    }
  },
);

test('an administrator reaches everything; an access key all but the account', async () => {
  for (const [id, outcome] of await outcomes(ada.at(url))) expect(`${id}: ${outcome}`).toBe(`${id}: ok`);
  const { key } = await ada.call(routes.createAccessKey, { body: { name: 'all', days: 1 } });
  for (const [id, outcome] of await outcomes(new Visitor(url, key))) {
    const isAccount = NEEDS.account?.some((one) => one === id);
    expect(`${id}: ${outcome}`).toBe(`${id}: ${isAccount ? 'not-allowed' : 'ok'}`);
  }
});

test('what the body names counts too', async () => {
  const { id: other } = await ada.call(routes.createEnvironment, {
    body: { name: 'Other', agentGroupId: 'grp_cloud' },
  });
  const { visitor } = await signedIn(ada, 'moves', { levels: { env_default: 'write', [other]: 'execute' } });
  const mover = visitor.at(url);
  const into = (environmentId: string) => ({ params: { projectId }, body: { environmentId } });
  expect(await mover.outcome(routes.setProjectEnvironment, into(other))).toBe('not-allowed');
  expect(await mover.outcome(routes.setProjectEnvironment, into('env_nowhere'))).toBe('environment-unknown');
  expect(await mover.outcome(routes.setProjectEnvironment, into('env_default'))).toBe('ok');
  expect(await mover.outcome(routes.createProject, { body: { environmentId: other } })).toBe('not-allowed');
  expect(await mover.outcome(routes.createProject, { body: {} })).toBe('ok');

  const { visitor: runner } = await signedIn(ada, 'runs', { levels: { env_default: 'execute' } });
  const run = (deploy: boolean) => ({ params: { projectId, operationId: 'opn_x' }, body: { deploy } });
  expect(await runner.at(url).outcome(routes.runOperation, run(false))).toBe('ok');
  expect(await runner.at(url).outcome(routes.runOperation, run(true))).toBe('not-allowed');
});
