import type { EnvironmentStatus } from '../../shared/api/environment-status.ts';
import type { Id } from '../../shared/project/id.ts';
import { agentStatus } from '../agents/status.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { serverTimeZone } from './server-time-zone.ts';

export interface EnvironmentRow {
  id: Id;
  name: string;
  agentGroupId: Id;
}

export interface Environments {
  /** The environment that a project lives in. For now there is one, the default, for all. */
  of(where: Queryable, projectId: Id): Promise<EnvironmentRow>;
  /** The same with its agent group and the state of each agent. */
  statusOf(where: Queryable, projectId: Id): Promise<EnvironmentStatus>;
  /** Every agent group there is. */
  agentGroups(where: Queryable): Promise<Id[]>;
  /** Tells the projects of an agent group's environments how its agents are. */
  publishStatus(trx: Queryable, agentGroupId: Id): Promise<void>;
}

export function createEnvironments({ events, projects }: Pick<Core, 'events' | 'projects'>): Environments {
  const of = (where: Queryable, _projectId: Id) => defaultEnvironment(where);
  const statusOf = async (where: Queryable, projectId: Id) => status(where, await of(where, projectId));
  return {
    of,
    statusOf,
    agentGroups: async (where) => {
      const rows = await where.selectFrom('agent_groups').select('id').execute();
      return rows.map(({ id }) => id);
    },
    publishStatus: async (trx, agentGroupId) => {
      const environment = await defaultEnvironment(trx);
      if (environment.agentGroupId !== agentGroupId) return;
      const event = { type: 'environment' as const, environment: await status(trx, environment) };
      for (const project of await projects.list()) await events.publish(trx, project.id, event);
    },
  };
}

/** The environment of every project that was put into no other one. */
export async function defaultEnvironment(where: Queryable): Promise<EnvironmentRow> {
  const row = await where
    .selectFrom('environments')
    .select(['id', 'name', 'agent_group_id'])
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  return { id: row.id, name: row.name, agentGroupId: row.agent_group_id };
}

async function status(where: Queryable, environment: EnvironmentRow): Promise<EnvironmentStatus> {
  const group = await where
    .selectFrom('agent_groups')
    .select(['id', 'name', 'kind'])
    .where('id', '=', environment.agentGroupId)
    .executeTakeFirstOrThrow();
  const agents = await where
    .selectFrom('agents')
    .select(['id', 'name', 'state', 'version', 'running', 'slots', 'last_seen_at'])
    .select(sql<number | null>`extract(epoch from now() - last_seen_at)::float8`.as('seconds_silent'))
    .where('agent_group_id', '=', group.id)
    .orderBy('name')
    .orderBy('id')
    .limit(1000)
    .execute();
  return {
    id: environment.id,
    name: environment.name,
    timeZone: serverTimeZone(),
    agentGroup: { ...group, agents: agents.map(agentStatus) },
  };
}
