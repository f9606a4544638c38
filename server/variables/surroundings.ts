import type { Surroundings } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql } from '../database/sql.ts';

/** The environment that a project lives in, and the names of project, environment and agent group. */
export async function surroundingsOf(
  where: Queryable,
  projectId: Id,
): Promise<{ environmentId: Id; surroundings: Surroundings }> {
  const { environmentId, ...surroundings } = await where
    .selectFrom('projects')
    .innerJoin('environments', (join) =>
      join.on(
        'environments.id',
        '=',
        sql<Id>`coalesce(projects.environment_id, (select id from environments where is_default))`,
      ),
    )
    .innerJoin('agent_groups', 'agent_groups.id', 'environments.agent_group_id')
    .select([
      'environments.id as environmentId',
      'projects.name as projectName',
      'environments.name as environmentName',
      'agent_groups.name as agentGroupName',
    ])
    .where('projects.id', '=', projectId)
    .executeTakeFirstOrThrow();
  return { environmentId, surroundings };
}
