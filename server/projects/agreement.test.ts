import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredEdit } from '../../shared/api/project-replies.ts';
import { apply } from '../../shared/edits/apply.ts';
import { Edit } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { Project } from '../../shared/project/project.ts';
import { editFrom, gestures, type Seed } from '../../testing/project/random-edits.ts';
import { ApiError } from '../http/api-error.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

/** A browser with a document of its own, which it changes by edits alone. */
class Browser {
  readonly clientId: string;
  private readonly projectId: Id;
  project: Project;
  revision = 0;

  constructor(clientId: string, project: Project) {
    this.clientId = clientId;
    this.projectId = project.id;
    this.project = project;
  }

  private take(edits: readonly StoredEdit[]): void {
    for (const { revision, envelope } of edits) {
      expect(revision).toBe(this.revision + 1);
      this.project = apply(this.project, envelope.edit);
      this.revision = revision;
    }
  }

  async catchUp(): Promise<void> {
    this.take((await server.app.core.projects.editsAfter(this.projectId, this.revision)).edits);
  }

  /** Makes an edit on what it sees, however old that is; a refusal makes it catch up. */
  async make(seeds: readonly Seed[]): Promise<void> {
    const edit = Edit.parse(editFrom(this.project, seeds));
    if (!fits(this.project, edit)) return;
    const envelope = { id: newId('edt'), label: 'Random', edit };
    const { clientId, revision: baseRevision } = this;
    const request = { baseRevision, clientId, edits: [envelope] };
    try {
      const { missed, revision } = await server.app.core.projects.edit(this.projectId, request);
      this.take(missed);
      this.project = apply(this.project, edit);
      this.revision += 1;
      expect(this.revision).toBe(revision);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      expect(error.code).toBe('edit-conflict');
      await this.catchUp();
    }
  }
}

function fits(project: Project, edit: Edit): boolean {
  try {
    apply(project, edit);
    return true;
  } catch (error) {
    if (error instanceof EditError) return false;
    throw error;
  }
}

test('two browsers and the server agree in the end, whatever each of them edits, and so does the next start', async () => {
  await fc.assert(
    fc.asyncProperty(gestures, fc.infiniteStream(fc.boolean()), async (gesturesMade, turns) => {
      const { projects } = server.app.core;
      const { db } = server.database;
      const { id } = await projects.create('Shared');
      const { project } = await projects.current(db, id);
      const [one, two] = [new Browser('one', project), new Browser('two', project)];
      for (const gesture of gesturesMade) await (turns.next().value ? one : two).make(gesture);
      await one.catchUp();
      await two.catchUp();
      const stored = await projects.current(db, id);
      expect(one.project).toEqual(stored.project);
      expect(two.project).toEqual(stored.project);
      expect(Project.parse(stored.project)).toEqual(stored.project);
    }),
    { numRuns: 25 },
  );
  const before = await server.app.core.projects.list();
  const documents = await Promise.all(before.map(({ id }) => server.app.core.projects.current(server.database.db, id)));
  await server.restart();
  for (const { project, revision } of documents)
    expect(await server.app.core.projects.current(server.database.db, project.id)).toEqual({ project, revision });
}, 120_000);
