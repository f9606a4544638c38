import type { StoredEdit } from '../../shared/api/project-replies.ts';
import type { EditEnvelope } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { insertMilestone } from './milestones.ts';

/** Where a project lives: the default environment, unless it was put into another. */
const IN_ENVIRONMENT = sql<Id>`coalesce(environment_id, (select id from environments where is_default))`.as(
  'environment_id',
);

export async function selectProjects(where: Queryable) {
  return where
    .selectFrom('projects')
    .select(['id', 'name', 'revision', 'changed_at', 'sample'])
    .select(IN_ENVIRONMENT)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function selectRevision(where: Queryable, projectId: Id) {
  return where
    .selectFrom('projects')
    .select(['revision', 'sample', 'changed_at'])
    .where('id', '=', projectId)
    .executeTakeFirst();
}

/** The revision of a project that no other transaction can edit until this one ends; undefined when there is none. */
export async function lockProject(trx: Transaction, projectId: Id): Promise<number | undefined> {
  const row = await trx
    .selectFrom('projects')
    .select('revision')
    .where('id', '=', projectId)
    .forUpdate()
    .executeTakeFirst();
  return row?.revision;
}

export async function insertProject(
  trx: Transaction,
  project: Project,
  { sample, environmentId }: { sample: boolean; environmentId: Id | null },
) {
  const { id, name } = project;
  const row = await trx
    .insertInto('projects')
    .values({ id, name, sample, revision: 0, environment_id: environmentId })
    .returning(['id', 'name', 'revision', 'changed_at', 'sample'])
    .returning(IN_ENVIRONMENT)
    .executeTakeFirstOrThrow();
  await upsertCheckpoint(trx, project, 0);
  await insertMilestone(trx, project, 0);
  return row;
}

export async function deleteProject(trx: Transaction, projectId: Id): Promise<boolean> {
  const result = await trx.deleteFrom('projects').where('id', '=', projectId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Keeps the document of a revision, unless a later one is kept already or the project is gone. */
export async function upsertCheckpoint(where: Queryable, project: Project, revision: number): Promise<void> {
  const document = JSON.stringify(project);
  await sql`
    insert into project_checkpoints (project_id, revision, document)
    select ${project.id}, ${revision}::integer, ${document}::json
    where exists (select from projects where id = ${project.id})
    on conflict (project_id) do update set revision = excluded.revision, document = excluded.document
    where project_checkpoints.revision < excluded.revision`.execute(where);
}

export async function selectCheckpoint(where: Queryable, projectId: Id) {
  return where
    .selectFrom('project_checkpoints')
    .select(['revision', 'document'])
    .where('project_id', '=', projectId)
    .executeTakeFirst();
}

/** The edits after a revision, oldest first. */
export async function selectEdits(
  where: Queryable,
  projectId: Id,
  after: number,
  upTo?: number,
): Promise<StoredEdit[]> {
  const rows = await where
    .selectFrom('project_edits')
    .leftJoin('people', 'people.id', 'project_edits.person_id')
    .select(['revision', 'client_id', 'envelope', 'at', 'people.name as who'])
    .where('project_id', '=', projectId)
    .where('revision', '>', after)
    .$if(upTo !== undefined, (query) => query.where('revision', '<=', upTo ?? after))
    .orderBy('revision')
    .execute();
  return rows.map(({ revision, client_id, envelope, at, who }) => ({
    revision,
    clientId: client_id,
    envelope,
    at: at.toISOString(),
    ...(who === null ? {} : { who }),
  }));
}

/** Which of these edits are stored already. */
export async function selectStoredIds(where: Queryable, projectId: Id, ids: readonly Id[]): Promise<Set<Id>> {
  const rows = await where
    .selectFrom('project_edits')
    .select('envelope_id')
    .where('project_id', '=', projectId)
    .where('envelope_id', 'in', ids)
    .execute();
  return new Set(rows.map(({ envelope_id }) => envelope_id));
}

/** Stores edits as the revisions after `revision`; the project's row must be locked. */
export async function insertEdits(
  trx: Transaction,
  change: {
    project: Project;
    revision: number;
    clientId: string;
    /** Null where nobody is signed in. */
    person: { id: Id; name: string } | null;
    envelopes: readonly EditEnvelope[];
  },
): Promise<StoredEdit[]> {
  const { project, revision, clientId, person, envelopes } = change;
  const { at } = await trx.selectNoFrom(sql<Date>`clock_timestamp()`.as('at')).executeTakeFirstOrThrow();
  const rows = envelopes.map((envelope, index) => ({
    project_id: project.id,
    revision: revision + index + 1,
    envelope_id: envelope.id,
    client_id: clientId,
    person_id: person?.id ?? null,
    envelope: JSON.stringify(envelope),
    at,
  }));
  await trx.insertInto('project_edits').values(rows).execute();
  await trx
    .updateTable('projects')
    .set({ revision: revision + envelopes.length, name: project.name, changed_at: at })
    .where('id', '=', project.id)
    .execute();
  return envelopes.map((envelope, index) => ({
    revision: revision + index + 1,
    clientId,
    envelope,
    at: at.toISOString(),
    ...(person ? { who: person.name } : {}),
  }));
}
