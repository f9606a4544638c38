import type { AgentGroupDetail, AgentGroupKind } from '../../shared/api/administration.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { type AgentRow, agentDetail } from './agents.ts';
import { requireGroup } from './environments.ts';
import { inUse, named } from './refusals.ts';
import { pendingAgents } from './registrations.ts';

/** The most agents that are listed of all groups. */
const MOST_AGENTS = 10_000;

/** Every agent group with its environments and agents, by name. @param version the server's own */
export async function listAgentGroups(where: Queryable, version: string): Promise<AgentGroupDetail[]> {
  const groups = await where.selectFrom('agent_groups').select(['id', 'name', 'kind']).orderBy('name').execute();
  const environments = await where
    .selectFrom('environments')
    .select(['id', 'name', 'agent_group_id'])
    .orderBy('name')
    .execute();
  const agents: AgentRow[] = await where
    .selectFrom('agents')
    .selectAll()
    .select(sql<number | null>`extract(epoch from now() - last_seen_at)::float8`.as('seconds_silent'))
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_AGENTS)
    .execute();
  const pending = await pendingAgents(where);
  const using = Map.groupBy(environments, (row) => row.agent_group_id);
  const within = Map.groupBy(agents, (row) => row.agent_group_id);
  return groups.map((group) => ({
    ...group,
    environments: (using.get(group.id) ?? []).map(({ id, name }) => ({ id, name })),
    agents: (within.get(group.id) ?? []).map((row) => agentDetail(row, version)),
    pending: pending.get(group.id) ?? [],
  }));
}

/** @throws {ApiError} `name-taken` */
export async function createAgentGroup(
  trx: Transaction,
  { name, kind }: { name: string; kind: AgentGroupKind },
): Promise<Id> {
  const id = newId('grp');
  await named('agent-group', name, () => trx.insertInto('agent_groups').values({ id, name, kind }).execute());
  return id;
}

/** @throws {ApiError} `agent-group-unknown`, `name-taken` */
export async function renameAgentGroup(trx: Transaction, id: Id, name: string): Promise<void> {
  await requireGroup(trx, id);
  await named('agent-group', name, () => trx.updateTable('agent_groups').set({ name }).where('id', '=', id).execute());
}

/** @throws {ApiError} `agent-group-unknown`, `in-use` */
export async function deleteAgentGroup(trx: Transaction, id: Id): Promise<void> {
  // A run that is being submitted holds it: that is waited for here, so that the run is seen below.
  await trx.selectFrom('agent_groups').select('id').where('id', '=', id).forUpdate().execute();
  const { name } = await requireGroup(trx, id);
  const environment = await trx
    .selectFrom('environments')
    .select('name')
    .where('agent_group_id', '=', id)
    .executeTakeFirst();
  if (environment)
    throw inUse(`The environment "${environment.name}" runs on the agent group "${name}".`, {
      todo: 'Give the environment another agent group first.',
    });
  const agent = await trx.selectFrom('agents').select('name').where('agent_group_id', '=', id).executeTakeFirst();
  if (agent)
    throw inUse(`The agent "${agent.name}" is in the agent group "${name}".`, {
      todo: 'Remove its agents, or move them to another group, first.',
    });
  // Those that an agent holds too: should it lose one, that waits for an agent of the group again, as does what its actions start.
  const run = await trx
    .selectFrom('runs')
    .select('state')
    .where('agent_group_id', '=', id)
    .where('ended_at', 'is', null)
    .orderBy(sql`state = 'Submitted'`, 'desc')
    .limit(1)
    .executeTakeFirst();
  if (run?.state === 'Submitted')
    throw inUse(`Runs are waiting for an agent of the group "${name}".`, { todo: 'Cancel them in the logs first.' });
  if (run)
    throw inUse(`Runs of the agent group "${name}" are still going.`, {
      todo: 'Wait until they have ended, or cancel them in the logs, first.',
    });
  await trx.deleteFrom('agent_groups').where('id', '=', id).execute();
}
