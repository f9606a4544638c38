import type { Revision, RevisionPage, RevisionState } from '../../shared/api/history.ts';
import { batch, simpleEdits } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import { Project } from '../../shared/project/project.ts';
import { isSecretReference } from '../../shared/project/settings.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { Secrets } from '../secrets/service.ts';
import { applyPolitely } from './apply-politely.ts';
import { selectMilestone, selectOldest } from './milestones.ts';
import { selectEdits, selectRevision } from './queries.ts';

/** What projects were. */
export interface Past {
  /** The edits of a project, the newest first, by pages. */
  revisions(where: Queryable, projectId: Id, page: PastPage): Promise<RevisionPage>;
  /** The design as it was at a revision. @throws {ApiError} `revision-unknown` */
  at(where: Queryable, projectId: Id, revision: number): Promise<Project>;
  /** The same, with what can no longer be had of it. @throws {ApiError} `revision-unknown` */
  stateAt(where: Queryable, projectId: Id, revision: number): Promise<RevisionState>;
}

/** `before`: only what comes before this number. */
export interface PastPage {
  before?: number | undefined;
  limit: number;
}

export function createPast(secrets: Secrets): Past {
  return {
    revisions: async (where, projectId, { before, limit }) => {
      const rows = await selectLabels(where, projectId, before, limit + 1);
      const revisions = rows.slice(0, limit);
      const last = revisions.at(-1);
      return {
        revisions,
        next: rows.length > limit && last ? last.revision : null,
        oldest: await selectOldest(where, projectId),
      };
    },
    at: projectAt,
    stateAt: async (where, projectId, revision) => {
      const project = await projectAt(where, projectId, revision);
      const named = secretsIn(project);
      const missing = await secrets.missingOf(where, projectId, named);
      return { revision, project, missingSecrets: missing };
    },
  };
}

async function projectAt(where: Queryable, projectId: Id, revision: number): Promise<Project> {
  const newest = (await selectRevision(where, projectId))?.revision ?? 0;
  if (revision > newest)
    throw new ApiError('revision-unknown', `The project has no revision ${revision}: its newest one is ${newest}.`, {
      todo: 'Choose one from the project history.',
    });
  const milestone = await selectMilestone(where, projectId, revision);
  if (!milestone)
    throw new ApiError('revision-unknown', `The project's history begins after revision ${revision}.`, {
      todo: 'Choose a later one from the project history.',
    });
  const edits = await selectEdits(where, projectId, milestone.revision, revision);
  const all = edits.flatMap(({ envelope }) => simpleEdits(envelope.edit));
  const project = Project.parse(milestone.document);
  return all.length === 0 ? project : applyPolitely(project, batch(all));
}

async function selectLabels(
  where: Queryable,
  projectId: Id,
  before: number | undefined,
  limit: number,
): Promise<Revision[]> {
  const rows = await where
    .selectFrom('project_edits')
    .leftJoin('people', 'people.id', 'project_edits.person_id')
    .select(['revision', 'client_id', 'at', sql<string>`envelope ->> 'label'`.as('label'), 'people.name as who'])
    .where('project_id', '=', projectId)
    .$if(before !== undefined, (query) => query.where('revision', '<', before ?? 0))
    .orderBy('revision', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ revision, client_id, at, label, who }) => ({
    revision,
    at: at.toISOString(),
    clientId: client_id,
    ...(who === null ? {} : { who }),
    label,
  }));
}

/** The secrets that a design refers to, each once. */
function secretsIn(project: Project): Id[] {
  const things = [project.connections, project.activities, project.emails].flatMap((record) =>
    Object.values<{ settings: Readonly<Record<string, unknown>> }>(record),
  );
  const ids = things.flatMap(({ settings }) =>
    Object.values(settings).flatMap((value) => (isSecretReference(value) ? [value.secret] : [])),
  );
  return [...new Set(ids)];
}
