import type { EnvironmentStatus } from '../../shared/api/environment-status.ts';
import type { Id } from '../../shared/project/id.ts';
import { agentStatus } from '../agents/status.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { serverTimeZone } from './server-time-zone.ts';

/** Any number, always the same: held from before a status is read until the event that tells it is on its way. */
const STATUS_LOCK = 5_810_444;

export interface EnvironmentRow {
  id: Id;
  name: string;
  agentGroupId: Id;
}

export interface Environments {
  /** The environment that a project lives in. */
  of(where: Queryable, projectId: Id): Promise<EnvironmentRow>;
  /** The same with its agent group and the state of each agent. */
  statusOf(where: Queryable, projectId: Id): Promise<EnvironmentStatus>;
  /** Every agent group there is. */
  agentGroups(where: Queryable): Promise<Id[]>;
  /**
   * Tells the projects of an agent group's environments how its agents are. The last thing of a transaction that waits for anything:
   * others that tell wait for its end.
   */
  publishStatus(trx: Queryable, agentGroupId: Id): Promise<void>;
  /** Tells the projects of an environment what it is now; as `publishStatus` does. */
  publishTo(trx: Queryable, environmentId: Id): Promise<void>;
}

export function createEnvironments({ events }: Pick<Core, 'events'>): Environments {
  const publish = async (trx: Queryable, environment: EnvironmentRow) => {
    const event = { type: 'environment' as const, environment: await status(trx, environment) };
    const projectIds = await projectsOf(trx, environment.id);
    await events.publishAll(
      trx,
      projectIds.map((projectId) => ({ projectId, event })),
    );
  };
  return {
    of: environmentOf,
    statusOf: async (where, projectId) => status(where, await environmentOf(where, projectId)),
    agentGroups: async (where) => {
      const rows = await where.selectFrom('agent_groups').select('id').execute();
      return rows.map(({ id }) => id);
    },
    publishStatus: async (trx, agentGroupId) => {
      await oneAtATime(trx);
      const rows = await environments(trx).where('agent_group_id', '=', agentGroupId).execute();
      for (const environment of rows) await publish(trx, environment);
    },
    publishTo: async (trx, environmentId) => {
      await oneAtATime(trx);
      const environment = await environments(trx).where('id', '=', environmentId).executeTakeFirst();
      if (environment) await publish(trx, environment);
    },
  };
}

/** Of two transactions at once neither would see what the other one changes: what was told last would not be how it is. */
async function oneAtATime(trx: Queryable): Promise<void> {
  await sql`select pg_advisory_xact_lock(${STATUS_LOCK})`.execute(trx);
}

function environments(where: Queryable) {
  return where.selectFrom('environments').select(['id', 'name', 'agent_group_id as agentGroupId']);
}

/** The environment that a project lives in: the default one, unless it was put into another. */
export async function environmentOf(where: Queryable, projectId: Id): Promise<EnvironmentRow> {
  const own = sql<Id>`coalesce(
    (select environment_id from projects where id = ${projectId}),
    (select id from environments where is_default)
  )`;
  return environments(where).where('id', '=', own).executeTakeFirstOrThrow();
}

async function projectsOf(where: Queryable, environmentId: Id): Promise<Id[]> {
  const rows = await where
    .selectFrom('projects')
    .innerJoin('environments', (join) => join.on('environments.id', '=', environmentId))
    .select('projects.id')
    .where(({ eb, or }) =>
      or([
        eb('projects.environment_id', '=', environmentId),
        eb.and([eb('projects.environment_id', 'is', null), eb('environments.is_default', '=', true)]),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function status(where: Queryable, environment: EnvironmentRow): Promise<EnvironmentStatus> {
  const group = await where
    .selectFrom('agent_groups')
    .select(['id', 'name', 'kind'])
    .where('id', '=', environment.agentGroupId)
    .executeTakeFirstOrThrow();
  const agents = await where
    .selectFrom('agents')
    .select(['id', 'name', 'state', 'version', 'running', 'slots', 'last_seen_at', 'is_drained'])
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
