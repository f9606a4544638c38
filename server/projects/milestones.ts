import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { type Queryable, sql } from '../database/sql.ts';

/** At least so many revisions lie between two milestones: making an old one again replays about as many edits at most. */
const REVISIONS_PER_MILESTONE = 500;

/** Keeps the document of a revision for ever, unless one from shortly before or a later one is kept, or the project is gone. */
export async function insertMilestone(where: Queryable, project: Project, revision: number): Promise<void> {
  const document = JSON.stringify(project);
  await sql`
    insert into project_milestones (project_id, revision, document)
    select ${project.id}, ${revision}::integer, ${document}::json
    where exists (select from projects where id = ${project.id})
      and not exists (
        select from project_milestones
        where project_id = ${project.id} and revision > ${revision - REVISIONS_PER_MILESTONE}::integer
      )
    on conflict do nothing`.execute(where);
}

/** The newest milestone up to a revision; undefined when the project's history begins after it. */
export async function selectMilestone(where: Queryable, projectId: Id, revision: number) {
  return where
    .selectFrom('project_milestones')
    .select(['revision', 'document'])
    .where('project_id', '=', projectId)
    .where('revision', '<=', revision)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The revision with which a project's history begins. */
export async function selectOldest(where: Queryable, projectId: Id): Promise<number> {
  const row = await where
    .selectFrom('project_milestones')
    .select((one) => one.fn.min('revision').as('oldest'))
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row?.oldest ?? 0;
}
