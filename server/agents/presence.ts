import { timingSafeEqual } from 'node:crypto';
import type { Id } from '../../shared/project/id.ts';
import type { AgentsTable } from '../database/run-tables.ts';
import { type Queryable, type Selectable, sql, type Transaction } from '../database/sql.ts';
import type { Environments } from '../environments/service.ts';
import type { AgentIdentity } from '../http/handler.ts';
import { credentialHash } from './credential.ts';
import { OFFLINE_AFTER_SECONDS } from './status.ts';

/** What an agent says of itself when it starts. */
export interface AgentHello {
  version: string;
  slots: number;
  hostname: string;
  connectors: Record<string, string>;
  /** Whether it can be asked to update connectors. */
  updatesConnectors: boolean;
}

/** Whose credential this is, or null. */
export async function agentOfCredential(where: Queryable, credential: string): Promise<AgentIdentity | null> {
  const hash = credentialHash(credential);
  const row = await where
    .selectFrom('agents')
    .select(['id', 'name', 'agent_group_id', 'credential_hash', 'version'])
    .where('credential_hash', '=', hash)
    .executeTakeFirst();
  if (!row || !timingSafeEqual(row.credential_hash, hash)) return null;
  return { id: row.id, name: row.name, agentGroupId: row.agent_group_id, version: row.version };
}

/** Locks an agent's row to the end of the transaction. */
export async function lockAgent(trx: Transaction, id: Id): Promise<void> {
  await trx.selectFrom('agents').select('id').where('id', '=', id).forUpdate().execute();
}

/** @param serverId the server that hears of it */
export async function greet(
  environments: Environments,
  trx: Transaction,
  agent: AgentIdentity,
  hello: AgentHello,
  fits: boolean,
  serverId: Id,
): Promise<void> {
  const { connectors, updatesConnectors, ...rest } = hello;
  await trx
    .updateTable('agents')
    .set({
      ...rest,
      connectors: JSON.stringify(connectors),
      updates_connectors: updatesConnectors,
      state: fits ? 'Running' : 'Stopped',
      running: 0,
      told_offline: false,
      last_seen_at: sql<Date>`now()`,
      heard_by: serverId,
    })
    .where('id', '=', agent.id)
    .execute();
  await environments.publishStatus(trx, agent.agentGroupId);
}

/**
 * A sign of life. Gives what the agent may have to be told, and whether it changes what browsers show of the agent's state: they are to
 * be told then, by `publishStatus`, when all else is done.
 */
export async function beat(
  trx: Transaction,
  agent: AgentIdentity,
  state: 'Running' | 'Draining' | 'Stopped',
  running: number,
  serverId: Id,
): Promise<(Pick<Selectable<AgentsTable>, 'is_drained' | 'proxy_version'> & { isNews: boolean }) | undefined> {
  const { rows } = await sql<Pick<Selectable<AgentsTable>, 'state' | 'told_offline' | 'is_drained' | 'proxy_version'>>`
    with before as (select id, state, told_offline from agents where id = ${agent.id} for update)
    update agents set state = ${state}, running = ${running}, told_offline = false, last_seen_at = now(),
      heard_by = ${serverId}
    from before where agents.id = before.id
    returning before.state, before.told_offline, agents.is_drained, agents.proxy_version`.execute(trx);
  const [before] = rows;
  return before && { ...before, isNews: before.state !== state || before.told_offline };
}

/** Tells the browsers of agents that have fallen silent. */
export async function tellSilent(environments: Environments, trx: Transaction): Promise<void> {
  const rows = await trx
    .updateTable('agents')
    .set({ told_offline: true })
    .where('state', 'in', ['Running', 'Draining'])
    .where('told_offline', '=', false)
    .where('last_seen_at', '<', sql<Date>`now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS})`)
    .returning('agent_group_id')
    .execute();
  for (const agentGroupId of new Set(rows.map((row) => row.agent_group_id)))
    await environments.publishStatus(trx, agentGroupId);
}

/** Whether any agent of a group, or of some of them, works right now. */
export async function isAnyOnline(where: Queryable, agentGroupId: Id, among?: readonly Id[]): Promise<boolean> {
  let query = where.selectFrom('agents');
  if (among) query = query.where('id', 'in', among);
  const row = await query
    .select('id')
    .where('agent_group_id', '=', agentGroupId)
    .where('state', 'in', ['Running', 'Draining'])
    .where('last_seen_at', '>=', sql<Date>`now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** An agent that was last heard of no longer ago than this may be there all the same: its machine may just have much to do. */
const LATE_SECONDS = 15;

/**
 * The agents of a group that work right now, with the version of a connector that each has; and those that may, of which `isLate`
 * says so.
 */
export async function onlineAgents(where: Queryable, agentGroupId: Id, connector: string) {
  const rows = await where
    .selectFrom('agents')
    .select(['id', 'name', 'connectors', 'updates_connectors'])
    .select(sql<boolean>`last_seen_at < now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS})`.as('is_late'))
    .where('agent_group_id', '=', agentGroupId)
    .where('state', 'in', ['Running', 'Draining'])
    .where('last_seen_at', '>=', sql<Date>`now() - make_interval(secs => ${LATE_SECONDS})`)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, connectors, updates_connectors: updatesConnectors, is_late: isLate }) => ({
    id,
    name,
    version: connectors[connector],
    updatesConnectors,
    isLate,
  }));
}
