import { holds } from '../../shared/access/level.ts';
import { routes } from '../../shared/api/routes.ts';
import { emptyProject } from '../../shared/project/project.ts';
import { levelIn, mayIn } from '../access/who.ts';
import type { Core, Execution } from '../core.ts';
import { type HandlerTable, handleEvents, handleJson } from '../http/handler.ts';
import { projectStream } from './stream.ts';

export function projectHandlers(core: Core, execution: Execution): HandlerTable {
  const { database, projects } = core;
  return [
    handleJson(routes.listProjects, async ({ who }) => {
      const all = await projects.list();
      return { projects: all.filter(({ environmentId = '' }) => levelIn(who, environmentId) !== null) };
    }),
    handleJson(routes.createProject, ({ body }) => projects.create(body.name, { environmentId: body.environmentId })),
    handleJson(routes.getProject, async ({ params: { projectId }, who }) => {
      const { project, revision } = await projects.current(database.db, projectId);
      const [{ sample }, environment, deployed, lastRuns] = await Promise.all([
        projects.summary(database.db, projectId),
        execution.environmentOf(projectId),
        execution.deployedOf(projectId),
        execution.lastRunsOf(projectId),
      ]);
      const design = mayIn(who, environment.id, 'read') ? project : emptyProject(project.name, projectId);
      return { project: design, revision, sample, environment, deployed, lastRuns };
    }),
    handleJson(routes.deleteProject, async ({ params }) => {
      await projects.delete(params.projectId);
      return {};
    }),
    handleJson(routes.sendEdits, ({ params, body, who }) =>
      projects.edit(params.projectId, { ...body, person: who.person }),
    ),
    handleJson(routes.listEdits, ({ params, query }) => projects.editsAfter(params.projectId, query.after)),
    handleJson(routes.listRevisions, async ({ params: { projectId }, query }) => {
      await projects.summary(database.db, projectId);
      return projects.past.revisions(database.db, projectId, query);
    }),
    handleJson(routes.getRevision, async ({ params: { projectId, revision } }) => {
      await projects.summary(database.db, projectId);
      return projects.past.stateAt(database.db, projectId, revision);
    }),
    handleEvents(routes.projectEvents, async ({ params, query, lastEventId, who }) => {
      const { projectId } = params;
      await projects.summary(database.db, projectId);
      const after = Math.max(query.after, numberOf(lastEventId));
      const level = levelIn(who, who.mayAll ? '' : (await execution.environmentOf(projectId)).id);
      return projectStream({ core, execution }, projectId, {
        after,
        readsDesign: holds(level, 'read'),
        staysIn: (environmentId) => levelIn(who, environmentId) === level,
      });
    }),
  ];
}

function numberOf(lastEventId: string | undefined): number {
  return lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : 0;
}
