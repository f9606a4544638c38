import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { newId } from '../../shared/project/id.ts';
import { firstPerson, signedIn, Visitor } from '../../testing/access/visitor.ts';
import { until } from '../../testing/product/processes.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

// Each password takes its time, and many are typed here.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let second: { url: string; stop(): Promise<void> };
let ada: Visitor;
let other: string;
beforeAll(async () => {
  server = await startTestServer();
  second = await server.another();
  const { id } = await new Visitor(server.url).call(routes.createProject, { body: { name: 'Before' } });
  expect(id).toMatch(/^prj_/);
  ada = await firstPerson(server.url);
  ({ id: other } = await ada.call(routes.createEnvironment, { body: { name: 'Other', agentGroupId: 'grp_cloud' } }));
  const stranger = new Visitor(second.url);
  await until('both servers know', async () => (await stranger.outcome(routes.listProjects)) === 'sign-in-required');
}, 60_000);
afterAll(async () => {
  await second.stop();
  await server.close();
});

test('an access key opens what its person may, until it is revoked or expires, or the person is disabled', async () => {
  const { visitor: cy, person } = await signedIn(ada, 'cy', { levels: { [other]: 'read' } });
  const { accessKey, key } = await cy.call(routes.createAccessKey, { body: { name: 'nightly', days: 7 } });
  expect(key).toMatch(/^slk_[\w-]{43}$/);
  const program = new Visitor(second.url, key);
  expect((await program.call(routes.me)).person?.name).toBe('Cy');
  expect((await program.call(routes.listEnvironments)).environments.map(({ name }) => name)).toEqual(['Other']);
  const { accessKeys } = await cy.call(routes.listAccessKeys);
  expect(accessKeys).toMatchObject([{ id: accessKey.id, name: 'nightly', lastUsedAt: expect.any(String) }]);
  expect(JSON.stringify(accessKeys)).not.toContain(key);

  const params = { personId: person.id };
  await ada.call(routes.changePerson, { params, body: { disabled: true } });
  await expect.poll(() => program.outcome(routes.listProjects)).toBe('access-key-wrong');
  await ada.call(routes.changePerson, { params, body: { disabled: false } });
  await expect.poll(() => program.outcome(routes.listProjects)).toBe('ok');
  const { db } = server.database;
  await db.updateTable('access_keys').set({ expires_at: new Date() }).where('id', '=', accessKey.id).execute();
  await expect.poll(() => program.outcome(routes.listProjects)).toBe('access-key-wrong');

  const more = await ada.call(routes.createAccessKey, { body: { name: 'more', days: 1 } });
  const another = new Visitor(second.url, more.key);
  expect(await another.outcome(routes.listPeople)).toBe('ok');
  const revoked = { params: { accessKeyId: more.accessKey.id } };
  await cy.signIn('cy');
  expect(await cy.outcome(routes.revokeAccessKey, revoked)).toBe('access-key-unknown');
  await ada.call(routes.revokeAccessKey, revoked);
  await expect.poll(() => another.outcome(routes.listPeople)).toBe('access-key-wrong');
});

test('lists hold what exists for one, and what does not is not found', async () => {
  const there = await ada.call(routes.createProject, { body: { name: 'There', environmentId: other } });
  const { visitor: dan } = await signedIn(ada, 'dan', { levels: { [other]: 'write' } });
  expect((await dan.call(routes.listProjects)).projects).toMatchObject([{ id: there.id, environmentId: other }]);
  const { environments } = await dan.call(routes.listEnvironments);
  expect(environments.map(({ name, projects }) => [name, projects.map((project) => project.name)])).toEqual([
    ['Other', ['There']],
  ]);
  expect((await dan.call(routes.me)).environments).toEqual([
    { id: other, name: 'Other', isDefault: false, level: 'write' },
  ]);
  const before = (await ada.call(routes.listProjects)).projects.find(({ name }) => name === 'Before');
  const hidden = await dan.send(routes.getProject, { params: { projectId: before?.id ?? '' } });
  const absent = await dan.send(routes.getProject, { params: { projectId: 'prj_none' } });
  const [one, two] = [await hidden.text(), await absent.text()];
  expect(hidden.status).toBe(404);
  expect(one.replaceAll(before?.id ?? '', 'prj_none')).toBe(two);
  expect(await dan.outcome(routes.createProject, { body: { name: 'Mine' } })).toBe('environment-unknown');
  const mine = await dan.call(routes.createProject, { body: { name: 'Mine', environmentId: other } });
  expect(mine.environmentId).toBe(other);

  // Moved to where one may not be, it is gone at once.
  const params = { projectId: there.id };
  await ada.call(routes.setProjectEnvironment, { params, body: { environmentId: 'env_default' } });
  await expect.poll(() => dan.outcome(routes.getProject, { params })).toBe('project-unknown');
  await ada.call(routes.setProjectEnvironment, { params, body: { environmentId: other } });
});

test('who may only view logs gets no design', async () => {
  const { id: projectId } = await ada.call(routes.createProject, { body: { name: 'Logs', environmentId: other } });
  const variable = {
    id: newId('var'),
    name: 'where',

    required: false,
    hidden: false,
  };
  const edit = { id: newId('edt'), label: 'Make', edit: { type: 'variable.create', variable } };
  const params = { projectId };
  await ada.call(routes.sendEdits, { params, body: { baseRevision: 0, clientId: 'test', edits: [edit] } });
  const { visitor: eve } = await signedIn(ada, 'eve', { levels: { [other]: 'view-logs' } });
  const { project, environment } = await eve.call(routes.getProject, { params });
  expect(project).toMatchObject({ id: projectId, name: 'Logs', variables: {} });
  expect(environment.id).toBe(other);
  expect(await eve.outcome(routes.listEdits, { params, query: { after: 0 } })).toBe('not-allowed');
  expect(await eve.outcome(routes.listRuns, { params })).toBe('ok');
  const reading = await ada.call(routes.getProject, { params });
  expect(Object.values(reading.project.variables).map(({ name }) => name)).toEqual(['where']);
  expect((await ada.call(routes.listRevisions, { params })).revisions[0]?.who).toBe('Ada');
  expect((await ada.call(routes.listEdits, { params, query: { after: 0 } })).edits[0]?.who).toBe('Ada');
});

describe('an event stream', () => {
  /** What a stream has told, as it comes; `ended` when the server has ended it. */
  function stream(visitor: Visitor, projectId: string) {
    let text = '';
    const read = async () => {
      const reply = await visitor.send(routes.projectEvents, { params: { projectId }, query: { after: 0 } });
      const decoder = new TextDecoder();
      for await (const chunk of reply.body ?? []) text += decoder.decode(chunk, { stream: true });
      return reply.status;
    };
    return { text: () => text, ended: read() };
  }

  test('ends when its person may see it no longer, or less, or leaves; who may only view logs is sent no edits', async () => {
    const { id: projectId } = await ada.call(routes.createProject, { body: { name: 'Told', environmentId: other } });
    const { visitor, person } = await signedIn(ada, 'fay', { levels: { [other]: 'read' } });
    const fay = visitor.at(second.url);
    const change = (body: unknown) => ada.call(routes.changePerson, { params: { personId: person.id }, body });
    let revision = 0;
    const makeEdit = async () => {
      const variable = {
        id: newId('var'),
        name: `v${revision}`,

        required: false,
        hidden: false,
      };
      const edit = { id: newId('edt'), label: 'Make', edit: { type: 'variable.create', variable } };
      const body = { baseRevision: revision, clientId: 'test', edits: [edit] };
      ({ revision } = await ada.call(routes.sendEdits, { params: { projectId }, body }));
    };

    const reads = stream(fay, projectId);
    await expect.poll(reads.text).toContain('event: ready');
    await makeEdit();
    await expect.poll(reads.text).toContain('event: edit');
    await expect.poll(reads.text).toContain('"who":"Ada"');
    await change({ levels: { [other]: 'view-logs' } });
    expect(await reads.ended).toBe(200);

    const logs = stream(fay, projectId);
    await expect.poll(logs.text).toContain('event: ready');
    await makeEdit();
    await expect.poll(async () => (await ada.call(routes.listProjects)).projects.length).toBeGreaterThan(0);
    await change({ levels: {} });
    expect(await logs.ended).toBe(200);
    expect(logs.text()).not.toContain('event: edit');
    expect(await stream(fay, projectId).ended).toBe(404);

    await change({ levels: { [other]: 'read' } });
    await expect.poll(() => fay.outcome(routes.getProject, { params: { projectId } })).toBe('ok');
    const leaving = stream(fay, projectId);
    await expect.poll(leaving.text).toContain('event: ready');
    await visitor.call(routes.signOut);
    expect(await leaving.ended).toBe(200);
    expect(await stream(fay, projectId).ended).toBe(401);
  });

  test('of a project that is moved to where its person may not be tells nothing of that environment', async () => {
    const { id: projectId } = await ada.call(routes.createProject, { body: { name: 'Moved', environmentId: other } });
    const { visitor: gil } = await signedIn(ada, 'gil', { levels: { [other]: 'read' } });
    const away = await ada.call(routes.createEnvironment, { body: { name: 'Away', agentGroupId: 'grp_cloud' } });
    const streams = Array.from({ length: 10 }, () => stream(gil, projectId));
    for (const { text } of streams) await expect.poll(text).toContain('event: deployed');
    await ada.call(routes.setProjectEnvironment, { params: { projectId }, body: { environmentId: away.id } });
    for (const { ended, text } of streams) {
      expect(await ended).toBe(200);
      expect(text()).not.toContain(away.id);
    }
    expect(await stream(gil, projectId).ended).toBe(404);
  });

  test('of before there was anybody ends when there is', async () => {
    const fresh = await startTestServer();
    const { id } = await new Visitor(fresh.url).call(routes.createProject, { body: { name: 'Open' } });
    const open = stream(new Visitor(fresh.url), id);
    await expect.poll(open.text).toContain('event: ready');
    const first = await firstPerson(fresh.url);
    expect(await open.ended).toBe(200);
    expect(await first.outcome(routes.getProject, { params: { projectId: id } })).toBe('ok');
    await fresh.close();
  });
});
