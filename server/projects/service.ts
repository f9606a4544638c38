import type { ProjectSummary, StoredEdit } from '../../shared/api/project-replies.ts';
import type { EditEnvelope } from '../../shared/edits/edit.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { emptyProject } from '../../shared/project/project.ts';
import type { Database } from '../database/connect.ts';
import type { Queryable, Transaction } from '../database/sql.ts';
import type { Events } from '../events/service.ts';
import { ApiError } from '../http/api-error.ts';
import type { Log } from '../log.ts';
import { type Secrets, unknownSecret } from '../secrets/service.ts';
import { keepCheckpoints } from './checkpoints.ts';
import { type CurrentProject, createDocuments } from './documents.ts';
import { merge, secretsOf } from './merge.ts';
import { createPast, type Past } from './past.ts';
import {
  deleteProject,
  insertEdits,
  insertProject,
  lockProject,
  selectEdits,
  selectProjects,
  selectRevision,
  selectStoredIds,
} from './queries.ts';

export type { CurrentProject } from './documents.ts';

export interface EditRequest {
  baseRevision: number;
  clientId: string;
  /** Who makes them; absent where nobody is signed in. */
  person?: { id: Id; name: string } | null;
  edits: readonly EditEnvelope[];
}

export interface EditReply {
  revision: number;
  /** What was stored between the base revision and this request, oldest first. */
  missed: StoredEdit[];
}

export interface Projects {
  list(): Promise<ProjectSummary[]>;
  /** @throws {ApiError} `environment-unknown` */
  create(
    name: string,
    options?: { sample?: boolean; id?: Id; environmentId?: Id | undefined },
  ): Promise<ProjectSummary>;
  /** One project's line in the list. @throws {ApiError} `project-unknown` */
  summary(where: Queryable, projectId: Id): Promise<Omit<ProjectSummary, 'name' | 'environmentId'>>;
  /** The document as `where` sees it; in a transaction, as that does. @throws {ApiError} `project-unknown` */
  current(where: Queryable, projectId: Id): Promise<CurrentProject>;
  /**
   * Applies edits, all or none, in one transaction. Sending them twice applies them once.
   * @throws {ApiError} `project-unknown`, `edit-conflict`, `invalid-edit`, `secret-unknown`
   */
  edit(projectId: Id, request: EditRequest): Promise<EditReply>;
  /** What projects were. */
  past: Past;
  /** The edits after a revision, oldest first, and the newest revision. @throws {ApiError} `project-unknown` */
  editsAfter(projectId: Id, after: number): Promise<{ edits: StoredEdit[]; revision: number }>;
  /** Deletes it with everything that belongs to it. @throws {ApiError} `project-unknown` */
  delete(projectId: Id): Promise<void>;
  /** Waits for what is still being written. */
  close(): Promise<void>;
}

export function createProjects(parts: { database: Database; events: Events; secrets: Secrets; log: Log }): Projects {
  const { database, events, secrets, log } = parts;
  const documents = createDocuments();
  const checkpoints = keepCheckpoints(database, log);

  const current = async (where: Queryable, projectId: Id): Promise<CurrentProject> => {
    const row = await selectRevision(where, projectId);
    if (!row) throw unknownProject(projectId);
    return documents.at(where, projectId, row.revision);
  };

  const editIn = async (trx: Transaction, projectId: Id, request: EditRequest) => {
    const revision = await lockProject(trx, projectId);
    if (revision === undefined) throw unknownProject(projectId);
    if (request.baseRevision > revision) throw fromTheFuture(request.baseRevision, revision);
    const missed = await selectEdits(trx, projectId, request.baseRevision);
    const stored = await selectStoredIds(
      trx,
      projectId,
      request.edits.map(({ id }) => id),
    );
    const envelopes = onceEach(request.edits).filter(({ id }) => !stored.has(id));
    const before = await documents.at(trx, projectId, revision);
    if (envelopes.length === 0) return { now: before, missed };
    const unknown = await secrets.unknownOf(trx, projectId, secretsOf(envelopes));
    if (unknown !== null) throw unknownSecret(unknown);
    const { clientId, person = null } = request;
    const project = await merge({ project: before.project, envelopes, clientId, missed });
    for (const edit of await insertEdits(trx, { project, revision, clientId, person, envelopes }))
      await events.publish(trx, projectId, { type: 'edit', edit });
    return { now: { project, revision: revision + envelopes.length }, missed };
  };

  return {
    current,
    past: createPast(secrets),
    list: async () => (await selectProjects(database.db)).map(toSummary),
    create: async (name, options = {}) => {
      const project = emptyProject(name, options.id ?? newId('prj'));
      const { sample = false, environmentId } = options;
      return toSummary(
        await database.transaction(async (trx) => {
          const into = environmentId === undefined ? null : await requireEnvironment(trx, environmentId);
          return insertProject(trx, project, { sample, environmentId: into });
        }),
      );
    },
    summary: async (where, projectId) => {
      const row = await selectRevision(where, projectId);
      if (!row) throw unknownProject(projectId);
      return { id: projectId, revision: row.revision, changedAt: row.changed_at.toISOString(), sample: row.sample };
    },
    edit: async (projectId, request) => {
      const { now, missed } = await database.transaction((trx) => editIn(trx, projectId, request));
      documents.remember(now);
      checkpoints.consider(now, request.edits);
      return { revision: now.revision, missed };
    },
    editsAfter: async (projectId, after) => {
      const row = await selectRevision(database.db, projectId);
      if (!row) throw unknownProject(projectId);
      const edits = await selectEdits(database.db, projectId, after);
      return { edits, revision: edits.at(-1)?.revision ?? row.revision };
    },
    delete: async (projectId) => {
      await database.transaction(async (trx) => {
        if (!(await deleteProject(trx, projectId))) throw unknownProject(projectId);
        await events.publish(trx, projectId, { type: 'project-deleted' });
      });
      documents.forget(projectId);
    },
    close: checkpoints.settle,
  };
}

export function unknownProject(projectId: Id): ApiError {
  return new ApiError('project-unknown', `There is no project ${projectId}.`, {
    todo: 'It may have been deleted. The list of projects has those that are there.',
  });
}

/** The environment, locked against being deleted meanwhile; null: it is the default one, whichever that is. @throws {ApiError} */
async function requireEnvironment(trx: Transaction, id: Id): Promise<Id | null> {
  const rows = trx.selectFrom('environments').select('is_default').where('id', '=', id).forShare();
  const row = await rows.executeTakeFirst();
  if (row) return row.is_default ? null : id;
  throw new ApiError('environment-unknown', `There is no environment ${id}.`, {
    todo: 'It may have been removed meanwhile: reload the page.',
  });
}

function fromTheFuture(base: number, revision: number): ApiError {
  return new ApiError(
    'edit-conflict',
    `The edits were made on revision ${base}, but the project's newest one is ${revision}.`,
    { todo: 'Read the project again: its database may have been restored from a backup.', details: { missed: [] } },
  );
}

function onceEach(envelopes: readonly EditEnvelope[]): EditEnvelope[] {
  return [...new Map(envelopes.map((envelope) => [envelope.id, envelope])).values()];
}

function toSummary(row: {
  id: string;
  name: string;
  revision: number;
  changed_at: Date;
  sample: boolean;
  environment_id: Id;
}): ProjectSummary {
  const { id, name, revision, sample, environment_id: environmentId } = row;
  return { id, name, revision, changedAt: row.changed_at.toISOString(), sample, environmentId };
}
