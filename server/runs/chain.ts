import type { Id } from '../../shared/project/id.ts';
import { OFFLINE_AFTER_SECONDS } from '../agents/status.ts';
import { type RawBuilder, type SqlBool, sql, type Transaction } from '../database/sql.ts';
import type { AgentIdentity } from '../http/handler.ts';
import type { RunRow } from './row.ts';
import type { RunQueue, WaitingRun } from './run-queue.ts';

/** The most runs that are let go of at once, so that no transaction gets long. */
const BATCH = 200;

/** Of the table `agents`: whether it takes work of a group. */
function takesWork(agentGroupId: RawBuilder<Id>): RawBuilder<SqlBool> {
  return sql<SqlBool>`agents.agent_group_id = ${agentGroupId} and agents.state = 'Running' and not agents.is_drained
    and agents.last_seen_at >= now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS})`;
}

/** The agent that a run beneath this one is kept for: its own, as long as it takes work; otherwise null. */
export async function keeperOf(
  trx: Transaction,
  { agent_id, agent_group_id }: Pick<RunRow, 'agent_id' | 'agent_group_id'>,
): Promise<Id | null> {
  if (agent_id === null) return null;
  const { rows } = await sql<{ id: Id }>`
    select id from agents where id = ${agent_id} and ${takesWork(sql`${agent_group_id}`)}`.execute(trx);
  return rows[0]?.id ?? null;
}

/** The runs that wait for just this agent, the first in order, up to `most`; locked. */
export async function lockKept(trx: Transaction, agent: AgentIdentity, most: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from runs
    where chain_agent_id = ${agent.id} and state = 'Submitted' and held is null and agent_group_id = ${agent.agentGroupId}
    order by place, number limit ${most} for update skip locked`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Lets go of runs whose agent takes no work any more: any agent of their group may have them, in their old place. Gives how many. */
export async function letGo(queue: RunQueue, trx: Transaction): Promise<number> {
  const { rows } = await sql<WaitingRun & Pick<RunRow, 'held'>>`
    update runs set chain_agent_id = null where id in (
      select runs.id from runs
      where runs.state = 'Submitted' and runs.chain_agent_id is not null and not exists (
        select from agents where agents.id = runs.chain_agent_id and ${takesWork(sql`runs.agent_group_id`)})
      limit ${BATCH} for update of runs skip locked)
    returning id, agent_group_id, place, chain_agent_id, held`.execute(trx);
  await queue.send(
    trx,
    rows.filter(({ held }) => held === null).map((row) => ({ ...row, isBack: true })),
  );
  return rows.length;
}
