import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorBody } from '../../shared/api/error.ts';
import { routes } from '../../shared/api/routes.ts';
import { apply } from '../../shared/edits/apply.ts';
import { difference } from '../../shared/edits/difference.ts';
import { batch, Edit } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';
import { editFrom, gestures, type Seed } from '../../testing/project/random-edits.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

async function get(path: string) {
  const reply = await fetch(server.url + path);
  const body: unknown = await reply.json();
  return { status: reply.status, body };
}

async function at(projectId: Id, revision: number) {
  const { status, body } = await get(`/api/projects/${projectId}/revisions/${revision}`);
  expect(status).toBe(200);
  return routes.getRevision.reply.parse(body);
}

async function page(projectId: Id, query = '') {
  const { status, body } = await get(`/api/projects/${projectId}/revisions${query}`);
  expect(status).toBe(200);
  return routes.listRevisions.reply.parse(body);
}

async function newProject(): Promise<Id> {
  return (await server.app.core.projects.create('Past')).id;
}

/** Sends edits one by one, each on the newest revision; gives the state after each, the first one included. */
async function statesOf(projectId: Id, made: readonly (readonly Seed[])[]): Promise<Project[]> {
  const { projects } = server.app.core;
  let { project, revision } = await projects.current(server.database.db, projectId);
  const states = [project];
  for (const seeds of made) {
    const edit = Edit.parse(editFrom(project, seeds));
    try {
      project = apply(project, edit);
    } catch (error) {
      if (error instanceof EditError) continue;
      throw error;
    }
    const edits = [{ id: newId('edt'), label: `Edit ${revision + 1}`, edit }];
    ({ revision } = await projects.edit(projectId, { baseRevision: revision, clientId: 'one', edits }));
    states.push(project);
  }
  return states;
}

describe('the past of a project', () => {
  test('can be had as it was at every revision, and brought back as a new one', async () => {
    await fc.assert(
      fc.asyncProperty(gestures, fc.nat(), async (made, pick) => {
        const projectId = await newProject();
        const states = await statesOf(projectId, made);
        for (const [revision, state] of states.entries())
          expect((await at(projectId, revision)).project).toEqual(state);
        const { projects } = server.app.core;
        const { project, revision } = await projects.current(server.database.db, projectId);
        const chosen = pick % states.length;
        const edits = difference(project, (await at(projectId, chosen)).project);
        if (edits.length === 0) return;
        const envelope = { id: newId('edt'), label: 'Restore', edit: batch(edits) };
        await projects.edit(projectId, { baseRevision: revision, clientId: 'two', edits: [envelope] });
        const restored = await projects.current(server.database.db, projectId);
        expect(restored).toEqual({ project: states[chosen], revision: revision + 1 });
        expect((await at(projectId, revision)).project).toEqual(project);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('reaches back over many checkpoints and restarts', async () => {
    const projectId = await newProject();
    const { projects } = server.app.core;
    for (let round = 0; round < 13; round += 1) {
      const edits = Array.from({ length: 100 }, (_, index) => ({
        id: newId('edt'),
        label: 'Rename',
        edit: { type: 'project.rename' as const, name: `Name ${round * 100 + index + 1}` },
      }));
      await projects.edit(projectId, { baseRevision: round * 100, clientId: 'one', edits });
    }
    await server.restart();
    for (const revision of [1, 499, 500, 501, 1000, 1299, 1300])
      expect((await at(projectId, revision)).project.name).toBe(`Name ${revision}`);
    expect((await at(projectId, 0)).project.name).toBe('Past');
    const kept = await server.database.db
      .selectFrom('project_milestones')
      .select('revision')
      .where('project_id', '=', projectId)
      .execute();
    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect(kept.length).toBeLessThan(6);
  });

  test('is listed by pages, the newest first, with who made what', async () => {
    const projectId = await newProject();
    const names = Array.from({ length: 7 }, (_, index) => `Name ${index}`);
    const client = new ProjectClient(server.url, projectId);
    for (const name of names) await client.edit(`Rename to ${name}`, { type: 'project.rename', name });
    const first = await page(projectId, '?limit=4');
    expect(first.revisions.map(({ revision, label }) => [revision, label])).toEqual([
      [7, 'Rename to Name 6'],
      [6, 'Rename to Name 5'],
      [5, 'Rename to Name 4'],
      [4, 'Rename to Name 3'],
    ]);
    expect(first.revisions[0]?.clientId).toBe('api-client');
    await client.edit('Later', { type: 'project.rename', name: 'Later' });
    const second = await page(projectId, `?limit=4&before=${first.next}`);
    expect(second.revisions.map(({ revision }) => revision)).toEqual([3, 2, 1]);
    expect([second.next, second.oldest]).toEqual([null, 0]);
  });

  test('is listed also where a text holds half a character, as one has that was cut', async () => {
    const projectId = await newProject();
    const client = new ProjectClient(server.url, projectId);
    const label = 'Rename to 🗂'.slice(0, -1);
    const value = 'cut \ud83d, \udcc1 cut, whole 🗂, no escape \\ud83d';
    const connection = { id: newId('con'), connector: 'amazon-s3', name: 'Storage', settings: { [value]: value } };
    await client.edit(label, { type: 'connection.create', connection });
    expect((await page(projectId)).revisions.map((revision) => revision.label)).toEqual([label.toWellFormed()]);
    const whole = value.toWellFormed();
    expect((await at(projectId, 1)).project.connections[connection.id]?.settings).toEqual({ [whole]: whole });
  });

  test('names the secrets of then that are no longer kept', async () => {
    const projectId = await newProject();
    const client = new ProjectClient(server.url, projectId);
    const storage = { url: 'http://127.0.0.1:9', accessKeyId: 'key', secretAccessKey: 'a secret' };
    const connectionId = await client.connect('Storage', storage);
    const { project, missingSecrets } = await at(projectId, 1);
    expect(missingSecrets).toEqual([]);
    await server.database.db.deleteFrom('secrets').where('project_id', '=', projectId).execute();
    const reference = project.connections[connectionId]?.settings.secretAccessKey;
    expect((await at(projectId, 1)).missingSecrets.map((secret) => ({ secret }))).toEqual([reference]);
    expect((await at(projectId, 0)).missingSecrets).toEqual([]);
  });

  test('has no revision that never was, or that is older than what is kept', async () => {
    const projectId = await newProject();
    const client = new ProjectClient(server.url, projectId);
    for (const name of ['One', 'Two']) await client.edit('Rename', { type: 'project.rename', name });
    const codeOf = async (path: string) => {
      const { status, body } = await get(path);
      return `${status} ${ErrorBody.parse(body).error.code}`;
    };
    expect(await codeOf(`/api/projects/${projectId}/revisions/3`)).toBe('404 revision-unknown');
    expect(await codeOf('/api/projects/prj_none/revisions/0')).toBe('404 project-unknown');
    expect(await codeOf('/api/projects/prj_none/revisions')).toBe('404 project-unknown');
    // As a project from before milestones were kept.
    await server.database.db
      .updateTable('project_milestones')
      .set({ revision: 1 })
      .where('project_id', '=', projectId)
      .execute();
    expect(await codeOf(`/api/projects/${projectId}/revisions/0`)).toBe('404 revision-unknown');
    expect((await page(projectId)).oldest).toBe(1);
  });
});
