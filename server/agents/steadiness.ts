import { LEASE_SECONDS } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { OFFLINE_AFTER_SECONDS } from './status.ts';

/**
 * A server that has told nothing of itself for longer than this is interrupted: it is gone, frozen, or cut off from the database. Half a
 * lease: agents that could not report for less have time left to do so.
 */
const BREAK_SECONDS = LEASE_SECONDS / 2;
const FORGOTTEN_AFTER_DAYS = 1;

/** Tells that a server begins: whoever was at its place before is gone. */
export async function beginServer(where: Queryable, serverId: Id): Promise<void> {
  await sql`
    insert into servers (id) values (${serverId})
    on conflict (id) do update set steady_since = now(), seen_at = now()`.execute(where);
  await sql`
    delete from servers
    where id <> ${serverId} and seen_at < now() - make_interval(days => ${FORGOTTEN_AFTER_DAYS})`.execute(where);
}

/** Tells that a server is there. By the database's clock alone, so that a machine that was asleep had a break too. */
export async function tellSteady(where: Queryable, serverId: Id): Promise<void> {
  await sql`
    insert into servers (id) values (${serverId})
    on conflict (id) do update set
      steady_since = case
        when servers.seen_at < now() - make_interval(secs => ${BREAK_SECONDS}) then now()
        else servers.steady_since end,
      seen_at = now()`.execute(where);
}

/** For how many seconds a server has worked without a break; 0 when it has one right now. */
export async function steadySeconds(where: Queryable, serverId: Id): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from now() - steady_since)::float8 as seconds from servers
    where id = ${serverId} and seen_at >= now() - make_interval(secs => ${BREAK_SECONDS})`.execute(where);
  return rows[0]?.seconds ?? 0;
}

/** What is known of an agent that has lost runs. */
export interface AgentFacts {
  /** Whether it was heard of a moment ago. */
  isHeardOf: boolean;
  /** Whether the server that it was last heard by has worked without a break since then, and still does. */
  isServerSteady: boolean;
}

/** What is known of agents; nothing of those that are no longer there. */
export async function factsOf(trx: Transaction, agentIds: readonly Id[]): Promise<Map<Id, AgentFacts>> {
  if (agentIds.length === 0) return new Map();
  const { rows } = await sql<AgentFacts & { id: Id }>`
    select agents.id,
      coalesce(agents.last_seen_at >= now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS}), false) as "isHeardOf",
      coalesce(servers.steady_since <= agents.last_seen_at
        and servers.seen_at >= now() - make_interval(secs => ${BREAK_SECONDS}), false) as "isServerSteady"
    from agents left join servers on servers.id = agents.heard_by
    where agents.id = any(${agentIds}::text[])`.execute(trx);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
