import type { Surroundings } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Queryable } from '../database/sql.ts';

/** The names of a project, an environment and its agent group. */
export async function surroundingsOf(where: Queryable, projectId: Id, environmentId: Id): Promise<Surroundings> {
  const environment = await where
    .selectFrom('environments')
    .innerJoin('agent_groups', 'agent_groups.id', 'environments.agent_group_id')
    .select(['environments.name as environmentName', 'agent_groups.name as agentGroupName'])
    .where('environments.id', '=', environmentId)
    .executeTakeFirstOrThrow();
  const project = await where
    .selectFrom('projects')
    .select('name as projectName')
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow();
  return { ...environment, ...project };
}
