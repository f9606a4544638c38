import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AuditEntry, AuditKind } from '../../shared/api/audit.ts';
import { AUDIT_KINDS, AuditEntry as AuditEntrySchema } from '../../shared/api/audit.ts';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { firstPerson, PASSWORD, signedIn, Visitor } from '../../testing/access/visitor.ts';
import { bundleAs, ECHO } from '../../testing/connectors/publish.ts';
import { type RunWorld, startRunWorld } from '../../testing/runs/run-world.ts';
import { sql } from '../database/sql.ts';
import { removeOldEntries } from './queries.ts';
import { createAudit } from './service.ts';
import { createWriter } from './writer.ts';

// Each password takes its time, and many are typed here.
vi.setConfig({ testTimeout: 120_000 });

let world: RunWorld;
let ada: Visitor;
beforeAll(async () => {
  world = await startRunWorld();
}, 60_000);
afterAll(() => world.close());

/** Routes that change something and that nobody needs to look up later: what agents are asked while somebody types. */
const NOT_NOTED = ['testConnection', 'sendTestEmail', 'browse', 'browseTree', 'checkPermissions', 'storeSecret'];
/** Noted where it is decided whether somebody gets in. */
const NOTED_APART = ['signIn', 'signOut'];

test('every route that changes anything has its words', () => {
  const { database, projects, log } = world.server.app.core;
  const { rules } = createAudit({ database, projects, log });
  const changing = Object.values<Route>(routes).filter(({ method }) => method !== 'GET');
  const told = changing.map(({ id }) => id).filter((id) => !NOT_NOTED.includes(id) && !NOTED_APART.includes(id));
  expect([...rules.keys()].sort()).toEqual(told.sort());
});

test('each kind of thing that was done stands there, by whom and from where, and no secret does', async () => {
  const { url } = world.server;
  const open = new Visitor(url);
  const { projectId } = world.project;
  const params = { projectId };
  const operationId = await world.draw('bytes/1', 'x');
  const schedule = {
    id: newId('sch'),
    name: 'Yearly',
    occurrence: { kind: 'daily' as const, every: 365 },
    frequency: { kind: 'once' as const, at: '03:00' },
    startDate: '2099-01-01',
    timeZone: 'UTC',
  };
  await world.project.edit('Create schedule', { type: 'schedule.create', schedule });
  await world.project.edit('Set schedule', { type: 'operation.set-schedule', operationId, scheduleId: schedule.id });
  await open.call(routes.deploy, { params, body: { operationIds: [operationId], tag: 'v1' } });
  ada = await firstPerson(url);
  const me = (await ada.call(routes.me)).person;

  const secret = 'a-value-that-nobody-may-see';
  const variableId = newId('var');
  const { revision } = await ada.call(routes.getProject, { params });
  const variable = { id: variableId, name: 'token', required: false, hidden: true };
  const edit = { id: newId('edt'), label: 'Make the variable token', edit: { type: 'variable.create', variable } };
  const edits = { baseRevision: revision, clientId: 'brw_a.page_b', edits: [edit] };
  await ada.call(routes.sendEdits, { params, body: edits });
  await ada.call(routes.setVariableValue, { params: { projectId, variableId }, body: { value: secret } });
  await ada.call(routes.storeSecret, { params, body: { value: secret } });
  const run = { params: { projectId, operationId }, body: { deploy: true, globals: { place: secret } } };
  const { runId } = await ada.call(routes.runOperation, run);
  await ada.call(routes.cancelRun, { params: { projectId, runId } });
  await ada.call(routes.enableSchedule, { params: { projectId, operationId }, body: { enabled: false } });
  const { id: environmentId } = await ada.call(routes.createEnvironment, {
    body: { name: 'Staging', agentGroupId: 'grp_cloud' },
  });
  await ada.call(routes.changeEnvironment, { params: { environmentId }, body: { name: 'Stage' } });
  await ada.call(routes.setProjectEnvironment, { params, body: { environmentId } });
  const { id: agentGroupId } = await ada.call(routes.createAgentGroup, { body: { name: 'Plant', kind: 'private' } });
  const { token } = await ada.call(routes.addAgent, { params: { agentGroupId }, body: { name: 'Drum' } });
  const { agentId } = await world.gateway('Proxied');
  await ada.call(routes.changeAgent, { params: { agentId }, body: { agentGroupId, drained: true } });
  const proxy = { host: 'proxy', port: 3128, userName: 'u', password: secret, noProxy: [] };
  await ada.call(routes.setAgentProxy, { params: { agentId }, body: proxy });
  const { descriptor, module } = await bundleAs(ECHO, '1.2.3');
  const sha256 = createHash('sha256').update(module).digest('hex');
  await ada.call(routes.publishConnector, {
    body: { descriptor, module: Buffer.from(module).toString('base64'), sha256 },
  });
  await ada.call(routes.setPolicy, { body: { disableAutoConnectorUpdate: true } });
  await ada.call(routes.setLimits, { body: { logDays: 30, debugDays: 14, debugKiB: 1024 } });
  const { visitor: bea, person } = await signedIn(ada, 'bea', { levels: { [environmentId]: 'execute' } });
  await ada.call(routes.changePerson, { params: { personId: person.id }, body: { isAdministrator: true } });
  await ada.call(routes.resetPassword, { params: { personId: person.id }, body: { password: `${secret} 2` } });
  await bea.signIn('bea', `${secret} 2`);
  const { key } = await bea.call(routes.createAccessKey, { body: { name: 'script', days: 3 } });
  await new Visitor(url, key).call(routes.createProject, { body: { name: 'By a script' } });
  await bea.call(routes.signOut);
  await bea.outcome(routes.signIn, { body: { userName: 'bea', password: secret } });
  await bea.outcome(routes.signIn, { body: { userName: secret, password: 'x' } });
  const { id: gone } = await ada.call(routes.createProject, { body: { name: 'To go' } });
  await ada.call(routes.deleteProject, { params: { projectId: gone } });

  const { entries, next } = await ada.call(routes.listAudit, { query: { limit: 200 } });
  expect(next).toBeNull();
  const text = JSON.stringify(entries);
  for (const hidden of [secret, PASSWORD, key, token]) expect(text).not.toContain(hidden);
  const told = entries
    .toReversed()
    .map(({ kind, what, thing }) => `${kind}: ${what}${thing === null ? '' : ` · ${thing}`}`);
  const operation = (await ada.call(routes.getProject, { params })).project.operations[operationId]?.name;
  expect(told.slice(told.indexOf(`deploy: Deployed ${operation}, as "v1"`))).toEqual([
    `deploy: Deployed ${operation}, as "v1"`,
    'person: Made the person, an administrator · ada',
    'edit: Make the variable token',
    'variable: Set the value of the variable · token',
    `run: Deployed and ran the operation, with values of place · ${operation}`,
    `cancel: Had the run canceled · ${operation}`,
    `schedule: Switched the schedule of the operation off · ${operation}`,
    'environment: Made the environment · Staging',
    'environment: Changed the environment: named it "Stage" · Staging',
    'environment: Moved the project to the environment "Stage"',
    'agent: Made the agent group, of the kind private · Plant',
    'agent: Added an agent to the agent group "Plant" · Drum',
    'agent: Changed the agent: moved it to the agent group "Plant", drained it · Proxied',
    'proxy: Set the proxy of the agent · Proxied',
    'connector: Published the version 1.2.3 of the connector · echo',
    'settings: Switched Disable Auto Connector Update on',
    'settings: Set the limits: logs 30 days, debug data 14 days and 1024 KiB',
    'person: Made the person, with Execute in "Stage" · bea',
    'sign-in: Signed in',
    'person: Changed the person: an administrator · bea',
    'person: Reset the password of the person · bea',
    'sign-in: Signed in',
    'account: Made an access key that is good for 3 days · script',
    'project: Made the project',
    'sign-out: Signed out',
    'sign-in-failed: Signing in was refused',
    'sign-in-failed: Signing in was refused: there is no such person',
    'project: Made the project',
    'project: Deleted the project',
  ]);
  const find = (kind: AuditKind, what: string) =>
    entries.find((entry) => entry.kind === kind && entry.what.startsWith(what));
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(AUDIT_KINDS));
  const address = '127.0.0.1';
  expect(find('edit', 'Make the variable')).toMatchObject({
    who: { personId: me?.id, name: 'Ada', via: 'browser', accessKey: null, clientId: 'brw_a.page_b' },
    address,
    project: { id: projectId, name: 'Runs' },
  });
  expect(entries.find(({ project }) => project?.name === 'By a script')).toMatchObject({
    who: { name: 'Bea', via: 'access-key', accessKey: 'script' },
  });
  expect(find('deploy', 'Deployed')?.who).toMatchObject({ personId: null, name: null, via: 'open' });
  expect(find('run', 'Deployed and ran')?.runId).toBe(runId);
  expect(find('project', 'Deleted')?.project).toEqual({ id: gone, name: 'To go' });
  const failed = entries.filter(({ kind }) => kind === 'sign-in-failed').map(({ who }) => who.name);
  expect(failed).toEqual([null, 'bea']);
  const { deployments } = await ada.call(routes.listDeployments, { params });
  expect(deployments.map(({ who }) => who)).toEqual(['Ada', undefined]);
});

test('entries are found by who, what, where and when, page by page', async () => {
  const list = (query: Record<string, string | number>) => ada.call(routes.listAudit, { query });
  const first = await list({ limit: 3 });
  expect(first.entries).toHaveLength(3);
  const second = await list({ limit: 3, before: first.next ?? 0 });
  const numbers = [...first.entries, ...second.entries].map(({ number }) => number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  expect(new Set(numbers).size).toBe(6);
  const kinds = async (query: Record<string, string>) => new Set((await list(query)).entries.map(({ kind }) => kind));
  expect(await kinds({ kind: 'proxy' })).toEqual(new Set(['proxy']));
  expect((await list({ words: 'STAG' })).entries.length).toBe(4);
  expect((await list({ words: '%' })).entries).toEqual([]);
  const { projectId } = world.project;
  const inProject = (await list({ projectId })).entries;
  expect(new Set(inProject.map(({ project }) => project?.id))).toEqual(new Set([projectId]));
  const people = (await ada.call(routes.listPeople)).people;
  const personId: Id = people.find(({ userName }) => userName === 'bea')?.id ?? '';
  for (const { who } of (await list({ personId })).entries) expect(who.name).toBe('Bea');
  const [oldest] = (await list({ limit: 200 })).entries.toReversed();
  const at = oldest?.at ?? '';
  expect((await list({ to: new Date(Date.parse(at) - 1).toISOString() })).entries).toEqual([]);
  expect((await list({ from: at, limit: 200 })).entries.at(-1)?.number).toBe(oldest?.number);
});

test('the whole log is downloaded as CSV and as JSON Lines', async () => {
  const { entries } = await ada.call(routes.listAudit, { query: { limit: 200 } });
  const lines = await (await ada.send(routes.downloadAudit, { query: { format: 'jsonl' } })).text();
  const read = lines
    .trimEnd()
    .split('\n')
    .map((line): AuditEntry => AuditEntrySchema.parse(JSON.parse(line)));
  expect(read).toEqual(entries.toReversed());
  const csv = await ada.send(routes.downloadAudit, { query: { format: 'csv', kind: 'proxy' } });
  expect(csv.headers.get('content-disposition')).toMatch(/Audit log \d{4}-\d\d-\d\d\.csv/);
  const [head, row, ...rest] = (await csv.text()).trimEnd().split('\r\n');
  expect(head).toBe('at,who,personId,via,accessKey,browser,address,kind,what,project,projectId,thing,runId');
  expect(row).toContain(',Ada,');
  expect(row).toContain(',Proxy,Set the proxy of the agent,,,Proxied,');
  expect(rest).toEqual([]);
});

test('what is older than it is kept goes', async () => {
  expect(await ada.call(routes.getAuditRetention)).toEqual({ days: 30 });
  const { db } = world.server.database;
  await sql`update audit_entries set at = now() - interval '20 days' where kind = 'edit'`.execute(db);
  expect(await removeOldEntries(db, 30)).toBe(0);
  await ada.call(routes.setAuditRetention, { body: { days: 10 } });
  expect(await ada.call(routes.getAuditRetention)).toEqual({ days: 10 });
  expect((await ada.call(routes.listAudit, { query: { kind: 'edit' } })).entries).toEqual([]);
});

test('entries that come at once are all written, in their order, whatever characters they hold', async () => {
  const { database, log } = world.server.app.core;
  const writer = createWriter(database, log);
  const nothing = { personId: null, personName: null, accessKey: null, clientId: null, address: null };
  const nowhere = { projectId: null, projectName: null, thing: null, runId: null };
  const texts = Array.from({ length: 500 }, (_, at) => `many ${String(at).padStart(3, '0')} \ud800 "\\`);
  await Promise.all(texts.map((what) => writer.write({ ...nothing, ...nowhere, via: 'open', kind: 'settings', what })));
  const rows = await database.db
    .selectFrom('audit_entries')
    .select('what')
    .where('what', 'like', 'many %')
    .orderBy('number')
    .execute();
  expect(rows.map(({ what }) => what)).toEqual(texts.map((text) => text.toWellFormed()));
});
