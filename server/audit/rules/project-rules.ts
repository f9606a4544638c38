import { routes } from '../../../shared/api/routes.ts';
import type { Id } from '../../../shared/project/id.ts';
import { sql } from '../../database/sql.ts';
import { type AuditRule, type Look, listed, noted } from '../rule.ts';

/** Projects: made, edited, deployed, moved, deleted; the values of their variables. */
export function projectRules({ db, projects }: Look): AuditRule[] {
  const nameOf = async (projectId: Id) => {
    const row = await db.selectFrom('projects').select('name').where('id', '=', projectId).executeTakeFirst();
    return row?.name;
  };
  return [
    noted(routes.createProject, ({ body }) => ({ id }) => ({
      kind: 'project',
      what: 'Made the project',
      projectId: id,
      projectName: body.name,
    })),
    noted(routes.deleteProject, async ({ params: { projectId } }) => {
      const projectName = await nameOf(projectId);
      return () => ({ kind: 'project', what: 'Deleted the project', projectId, projectName });
    }),
    noted(routes.sendEdits, ({ params: { projectId }, body }) => () => {
      const labels = [...new Set(body.edits.map(({ label }) => label))];
      return { kind: 'edit', what: listed(labels, 50), projectId, clientId: body.clientId };
    }),
    noted(routes.deploy, ({ params: { projectId }, body }) => async ({ deploymentId, deployed }) => {
      const { rows } = await sql<{ name: string }>`
        select snapshot -> 'operation' ->> 'name' as name from deployment_snapshots
        where deployment_id = ${deploymentId} order by 1 limit 6`.execute(db);
      const names = rows.slice(0, 5).map(({ name }) => name);
      const more = deployed.length - names.length;
      const operations = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
      const tag = body.tag ? `, as "${body.tag}"` : '';
      return { kind: 'deploy', what: `Deployed ${operations}${tag}`, projectId, clientId: body.clientId };
    }),
    noted(routes.setProjectEnvironment, async ({ params: { projectId }, body }) => {
      const environments = db.selectFrom('environments').select('name').where('id', '=', body.environmentId);
      const name = (await environments.executeTakeFirst())?.name ?? body.environmentId;
      return () => ({ kind: 'environment', what: `Moved the project to the environment "${name}"`, projectId });
    }),
    noted(routes.setVariableValue, async ({ params: { projectId, variableId }, body }) => {
      const { project } = await projects.current(db, projectId);
      const thing = project.variables[variableId]?.name ?? variableId;
      const what = body.value === null ? 'Took away the value of the variable' : 'Set the value of the variable';
      return () => ({ kind: 'variable', what, thing, projectId });
    }),
  ];
}
