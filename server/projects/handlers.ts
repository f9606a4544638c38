import { routes } from '../../shared/api/routes.ts';
import type { Core, Execution } from '../core.ts';
import { type HandlerTable, handleEvents, handleJson } from '../http/handler.ts';
import { projectStream } from './stream.ts';

export function projectHandlers(core: Core, execution: Execution): HandlerTable {
  const { database, projects } = core;
  return [
    handleJson(routes.listProjects, async () => ({ projects: await projects.list() })),
    handleJson(routes.createProject, ({ body }) => projects.create(body.name)),
    handleJson(routes.getProject, async ({ params: { projectId } }) => {
      const { project, revision } = await projects.current(database.db, projectId);
      const [{ sample }, environment, deployed, lastRuns] = await Promise.all([
        projects.summary(database.db, projectId),
        execution.environmentOf(projectId),
        execution.deployedOf(projectId),
        execution.lastRunsOf(projectId),
      ]);
      return { project, revision, sample, environment, deployed, lastRuns };
    }),
    handleJson(routes.deleteProject, async ({ params }) => {
      await projects.delete(params.projectId);
      return {};
    }),
    handleJson(routes.sendEdits, ({ params, body }) => projects.edit(params.projectId, body)),
    handleJson(routes.listEdits, ({ params, query }) => projects.editsAfter(params.projectId, query.after)),
    handleJson(routes.listRevisions, async ({ params: { projectId }, query }) => {
      await projects.summary(database.db, projectId);
      return projects.past.revisions(database.db, projectId, query);
    }),
    handleJson(routes.getRevision, async ({ params: { projectId, revision } }) => {
      await projects.summary(database.db, projectId);
      return projects.past.stateAt(database.db, projectId, revision);
    }),
    handleEvents(routes.projectEvents, async ({ params, query, lastEventId }) => {
      await projects.summary(database.db, params.projectId);
      return projectStream({ core, execution }, params.projectId, Math.max(query.after, numberOf(lastEventId)));
    }),
  ];
}

function numberOf(lastEventId: string | undefined): number {
  return lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : 0;
}
