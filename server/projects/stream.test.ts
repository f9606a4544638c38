import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProjectEvent } from '../../shared/api/events.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { sql } from '../database/sql.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

/** Reads a project's events as a browser does. */
async function openStream(projectId: Id, after: number, lastEventId?: number) {
  const closing = new AbortController();
  const reply = await fetch(`${server.url}/api/projects/${projectId}/events?after=${after}&clientId=test`, {
    signal: closing.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) },
  });
  expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const { body } = reply;
  if (!body) throw new Error('no stream');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const ids: string[] = [];
  const next = async (): Promise<ProjectEvent | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(block)?.[1];
        const id = /^id: (.*)$/m.exec(block)?.[1];
        if (id !== undefined) ids.push(id);
        if (data !== undefined) return ProjectEvent.parse(JSON.parse(data));
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  /** The next event of a type; others are passed over. */
  const nextOf = async (type: ProjectEvent['type']) => {
    for (;;) {
      const event = await next();
      if (event === null || event.type === type) return event;
    }
  };
  return { next, nextOf, ids, close: () => closing.abort() };
}

async function post(path: string, body: unknown) {
  const reply = await fetch(server.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  expect(reply.status).toBe(200);
  return reply.json();
}

async function newProject(): Promise<Id> {
  return (await post('/api/projects', { name: 'Streamed' })).id;
}

function rename(projectId: Id, baseRevision: number, name: string, clientId = 'one') {
  return post(`/api/projects/${projectId}/edits`, {
    baseRevision,
    clientId,
    edits: [{ id: newId('edt'), label: `Rename to ${name}`, edit: { type: 'project.rename', name } }],
  });
}

test('a stream tells every edit once, in order, from a revision on', async () => {
  const projectId = await newProject();
  await rename(projectId, 0, 'First');
  await rename(projectId, 1, 'Second');
  const stream = await openStream(projectId, 1);
  expect(await stream.next()).toMatchObject({ type: 'edit', edit: { revision: 2, clientId: 'one' } });
  expect(await stream.next()).toEqual({ type: 'ready', revision: 2 });
  expect(await stream.nextOf('deployed')).toEqual({ type: 'deployed', deployed: [] });
  for (let revision = 2; revision < 22; revision += 1) await rename(projectId, revision, `Name ${revision}`);
  for (let revision = 3; revision <= 22; revision += 1)
    expect(await stream.next()).toMatchObject({ type: 'edit', edit: { revision } });
  expect(stream.ids.slice(-2)).toEqual(['21', '22']);
  stream.close();
});

test('a browser that lost its connection continues after the last event that it has', async () => {
  const projectId = await newProject();
  for (let revision = 0; revision < 5; revision += 1) await rename(projectId, revision, `Name ${revision}`);
  const stream = await openStream(projectId, 0, 3);
  expect(await stream.next()).toMatchObject({ type: 'edit', edit: { revision: 4 } });
  expect(await stream.next()).toMatchObject({ type: 'edit', edit: { revision: 5 } });
  expect(await stream.next()).toEqual({ type: 'ready', revision: 5 });
  stream.close();
});

test('an edit that is too large for a notification arrives all the same', async () => {
  const projectId = await newProject();
  const stream = await openStream(projectId, 0);
  await stream.nextOf('ready');
  const edits = Array.from({ length: 500 }, (_, index) => ({
    type: 'workflow.add',
    index: 0,
    workflow: { id: newId('wfl'), name: `Workflow ${index}`, operationIds: [] },
  }));
  await post(`/api/projects/${projectId}/edits`, {
    baseRevision: 0,
    clientId: 'one',
    edits: [{ id: newId('edt'), label: 'Paste', edit: { type: 'batch', edits } }],
  });
  const event = await stream.nextOf('edit');
  expect(event).toMatchObject({
    edit: { revision: 1, envelope: { label: 'Paste', edit: { edits: { length: 500 } } } },
  });
  stream.close();
});

test('a stream catches up after the connection for notifications was lost', async () => {
  const projectId = await newProject();
  const stream = await openStream(projectId, 0);
  await stream.nextOf('deployed');
  const killed = await sql<{ done: boolean }>`
    select pg_terminate_backend(pid) as done from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      -- The latter is what it asks now and then, so that it is not silent for long.
      and (query ilike 'listen %' or query = 'select 1')`.execute(server.database.db);
  expect(killed.rows).toContainEqual({ done: true });
  await rename(projectId, 0, 'Meanwhile');
  expect(await stream.nextOf('edit')).toMatchObject({ edit: { revision: 1 } });
  await rename(projectId, 1, 'Afterwards');
  expect(await stream.nextOf('edit')).toMatchObject({ edit: { revision: 2 } });
  stream.close();
});

test('a stream ends when its project is deleted, and when the server stops', async () => {
  const [gone, kept] = [await newProject(), await newProject()];
  const stream = await openStream(gone, 0);
  await stream.nextOf('ready');
  await fetch(`${server.url}/api/projects/${gone}`, { method: 'DELETE' });
  expect(await stream.nextOf('project-deleted')).toEqual({ type: 'project-deleted' });
  expect(await stream.next()).toBeNull();
  const other = await openStream(kept, 0);
  await other.nextOf('ready');
  await server.restart();
  expect(await other.nextOf('project-deleted')).toBeNull();
});

test('a stream on which nothing happens says that it is alive', async () => {
  const projectId = await newProject();
  const closing = new AbortController();
  const url = `${server.url}/api/projects/${projectId}/events?after=1&clientId=test`;
  const { body } = await fetch(url, { signal: closing.signal });
  if (!body) throw new Error('no stream');
  let text = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    // Browsers pass an event without data on to the page, but no comment.
    if (text.includes('event: alive\ndata:\n\n')) break;
  }
  closing.abort();
  expect(text).toContain('event: ready\n');
});
