import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorBody } from '../../shared/api/error.ts';
import { StoredEdit } from '../../shared/api/project-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Edit, EditEnvelope } from '../../shared/edits/edit.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

async function call(method: string, path: string, body?: unknown) {
  const reply = await fetch(server.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: reply.status, body: await reply.json() };
}

async function newProject(): Promise<Id> {
  const { body } = await call('POST', '/api/projects', { name: 'Invoices' });
  return routes.createProject.reply.parse(body).id;
}

async function stateOf(projectId: Id) {
  const { status, body } = await call('GET', `/api/projects/${projectId}`);
  expect(status).toBe(200);
  return routes.getProject.reply.parse(body);
}

function envelope(edit: Edit, label = 'A change'): EditEnvelope {
  return { id: newId('edt'), label, edit };
}

function send(projectId: Id, baseRevision: number, edits: EditEnvelope[], clientId = 'one') {
  return call('POST', `/api/projects/${projectId}/edits`, { baseRevision, clientId, edits });
}

const rename = (name: string) => envelope({ type: 'project.rename', name });
const addWorkflow = (name: string, id = newId('wfl')) =>
  envelope({ type: 'workflow.add', index: 99, workflow: { id, name, operationIds: [] } });

function refusal(reply: { status: number; body: unknown }) {
  const { error } = ErrorBody.parse(reply.body);
  return { ...error, is: `${reply.status} ${error.code}` };
}

describe('edits', () => {
  test('are stored with a revision each, and are there after a restart', async () => {
    const projectId = await newProject();
    const reply = await send(projectId, 0, [rename('Renamed'), addWorkflow('Second')]);
    expect(reply).toEqual({ status: 200, body: { revision: 2, missed: [] } });
    const before = await stateOf(projectId);
    expect(before.revision).toBe(2);
    expect(before.project.name).toBe('Renamed');
    expect(before.project.workflows.map(({ name }) => name)).toEqual(['New Workflow', 'Second']);
    await server.restart();
    expect(await stateOf(projectId)).toEqual(before);
    const { body } = await call('GET', '/api/projects');
    const listed = routes.listProjects.reply.parse(body).projects;
    expect(listed[0]).toMatchObject({ id: projectId, name: 'Renamed', revision: 2, sample: false });
  });

  test('are applied once, however often they are sent', async () => {
    const projectId = await newProject();
    const edits = [addWorkflow('Once'), rename('Twice')];
    const replies = await Promise.all([1, 2, 3, 4].map(() => send(projectId, 0, edits)));
    for (const reply of replies) expect(reply).toMatchObject({ status: 200, body: { revision: 2 } });
    expect((await stateOf(projectId)).project.workflows).toHaveLength(2);
    const more = [...edits, addWorkflow('Thrice')];
    const resent = await send(projectId, 0, more);
    expect(resent).toMatchObject({ status: 200, body: { revision: 3 } });
    const { missed } = routes.sendEdits.reply.parse(resent.body);
    expect(missed.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test('of two people on different things are both applied, and each learns of the other', async () => {
    const projectId = await newProject();
    await send(projectId, 0, [rename('Mine')], 'one');
    const theirs = await send(projectId, 0, [addWorkflow('Theirs')], 'two');
    expect(theirs.status).toBe(200);
    const { revision, missed } = routes.sendEdits.reply.parse(theirs.body);
    expect(revision).toBe(2);
    expect(missed.map(({ clientId, envelope: { label } }) => [clientId, label])).toEqual([['one', 'A change']]);
  });

  test('of two people on the same thing: the second is refused, with what was missed, and nothing of it is applied', async () => {
    const projectId = await newProject();
    await send(projectId, 0, [rename('First')], 'one');
    const refused = refusal(await send(projectId, 0, [addWorkflow('Not stored'), rename('Second')], 'two'));
    expect(refused.is).toBe('409 edit-conflict');
    expect(refused.message).toContain('somebody else');
    const { missed } = refused.details as { missed: unknown };
    expect(StoredEdit.array().parse(missed)).toMatchObject([{ revision: 1, clientId: 'one' }]);
    const { project, revision } = await stateOf(projectId);
    expect([project.name, project.workflows.length, revision]).toEqual(['First', 1, 1]);
    const caughtUp = await send(projectId, 1, [rename('Second')], 'two');
    expect(caughtUp.status).toBe(200);
  });

  test('on what somebody else has deleted are a conflict; on what never was, invalid', async () => {
    const projectId = await newProject();
    const id = newId('wfl');
    await send(projectId, 0, [addWorkflow('Short-lived', id)], 'one');
    await send(projectId, 1, [envelope({ type: 'workflow.delete', workflowId: id })], 'one');
    const move = () => envelope({ type: 'workflow.move', workflowId: id, index: 0 });
    expect(refusal(await send(projectId, 1, [move()], 'two')).is).toBe('409 edit-conflict');
    expect(refusal(await send(projectId, 2, [move()], 'two')).is).toBe('422 invalid-edit');
    expect(refusal(await send(projectId, 99, [rename('Future')], 'two')).is).toBe('409 edit-conflict');
  });

  test('of one sender that did not wait for the first reply are no conflict', async () => {
    const projectId = await newProject();
    const replies = await Promise.all(['A', 'B', 'C'].map((name) => send(projectId, 0, [rename(name)], 'one')));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await stateOf(projectId)).revision).toBe(3);
  });

  test('that come in at once, from many, are all stored, each under its own revision', async () => {
    const projectId = await newProject();
    const names = Array.from({ length: 30 }, (_, index) => `Workflow ${index}`);
    await Promise.all(names.map((name, index) => send(projectId, 0, [addWorkflow(name)], `client-${index}`)));
    const { body } = await call('GET', `/api/projects/${projectId}/edits?after=0`);
    const { edits, revision } = routes.listEdits.reply.parse(body);
    expect(edits.map((edit) => edit.revision)).toEqual(names.map((_, index) => index + 1));
    expect(revision).toBe(30);
    expect((await stateOf(projectId)).project.workflows).toHaveLength(31);
  });

  test('are replayed from a checkpoint after more than enough of them', async () => {
    const projectId = await newProject();
    for (let round = 0; round < 7; round += 1)
      await send(
        projectId,
        round * 20,
        Array.from({ length: 20 }, (_, index) => addWorkflow(`${round}-${index}`)),
      );
    await server.restart();
    const checkpoint = await server.database.db
      .selectFrom('project_checkpoints')
      .select('revision')
      .where('project_id', '=', projectId)
      .executeTakeFirstOrThrow();
    expect(checkpoint.revision).toBeGreaterThanOrEqual(60);
    expect((await stateOf(projectId)).project.workflows).toHaveLength(141);
  });

  test('cannot make a list longer than the document allows', async () => {
    const projectId = await newProject();
    const add = (count: number): Edit => ({
      type: 'batch',
      edits: Array.from({ length: count }, (_, index) => ({
        type: 'workflow.add',
        index: 0,
        workflow: { id: newId('wfl'), name: `Workflow ${index}`, operationIds: [] },
      })),
    });
    expect((await send(projectId, 0, [envelope(add(1500))])).status).toBe(200);
    expect(refusal(await send(projectId, 1, [envelope(add(600))])).is).toBe('422 invalid-edit');
    expect((await stateOf(projectId)).project.workflows).toHaveLength(1501);
  });

  test('cannot put more into a custom group than the document allows: it can still be read at the next start', async () => {
    const projectId = await newProject();
    const MOST = 20_000;
    const variables = Array.from({ length: MOST + 1 }, (_, index) => ({
      id: `var_${index}`,
      name: `v${index}`,
      required: false,
      hidden: false,
    }));
    const members = variables.map(({ id }) => ({ kind: 'variable' as const, id }));
    const group = { id: newId('cgr'), name: 'All', members: members.slice(0, MOST) };
    const made = [
      ...variables.map((variable) => ({ type: 'variable.create' as const, variable })),
      { type: 'group.create' as const, group },
    ];
    expect((await send(projectId, 0, [envelope({ type: 'batch', edits: made })])).status).toBe(200);
    const member = { kind: 'variable' as const, id: `var_${MOST}` };
    const added = await send(projectId, 1, [
      envelope({ type: 'group.add-member', groupId: group.id, member, index: 0 }),
      ...Array.from({ length: 50 }, (_, index) => rename(`Name ${index}`)),
    ]);
    expect(refusal(added)).toMatchObject({ is: '422 invalid-edit', message: expect.stringContaining('group "All"') });
    await server.restart();
    expect((await stateOf(projectId)).project.groups[group.id]?.members).toHaveLength(MOST);
  });

  test('may only name secrets of their project', async () => {
    const [mine, other] = [await newProject(), await newProject()];
    const stored = await call('POST', `/api/projects/${other}/secrets`, { value: 'a secret' });
    const { secret } = routes.storeSecret.reply.parse(stored.body);
    const connect = (id: Id) =>
      envelope({
        type: 'connection.create',
        connection: {
          id: newId('con'),
          connector: 'amazon-s3',
          name: id,
          settings: { secretAccessKey: { secret: id } },
        },
      });
    expect(refusal(await send(mine, 0, [connect(secret)])).is).toBe('422 secret-unknown');
    expect(refusal(await send(mine, 0, [connect('sec_none')])).is).toBe('422 secret-unknown');
    expect((await send(other, 0, [connect(secret)])).status).toBe(200);
  });

  test('of a deleted project are refused', async () => {
    const projectId = await newProject();
    await call('POST', `/api/projects/${projectId}/secrets`, { value: 'gone with it' });
    await send(projectId, 0, [rename('Soon gone')]);
    expect(await call('DELETE', `/api/projects/${projectId}`)).toEqual({ status: 200, body: {} });
    for (const path of ['', '/edits?after=0', '/events?after=0'])
      expect(refusal(await call('GET', `/api/projects/${projectId}${path}`)).is).toBe('404 project-unknown');
    expect(refusal(await send(projectId, 1, [rename('Too late')])).is).toBe('404 project-unknown');
    expect(refusal(await call('DELETE', `/api/projects/${projectId}`)).is).toBe('404 project-unknown');
    const left = await server.database.db
      .selectFrom('secrets')
      .selectAll()
      .where('project_id', '=', projectId)
      .execute();
    expect(left).toEqual([]);
  });
});
