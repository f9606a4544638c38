import { fitsServer } from '../../shared/agent-version.ts';
import type { AgentDetail } from '../../shared/api/administration.ts';
import type { Id } from '../../shared/project/id.ts';
import { agentStatus } from '../agents/status.ts';
import type { Core } from '../core.ts';
import type { AgentsTable } from '../database/run-tables.ts';
import type { Selectable, Transaction } from '../database/sql.ts';
import { lockNotHeld, loseRuns } from '../runs/lose.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import { requireGroup } from './environments.ts';
import { inUse, unknown } from './refusals.ts';

export type AgentRow = Selectable<AgentsTable> & { seconds_silent: number | null };

/** @param version the server's own */
export function agentDetail(row: AgentRow, version: string): AgentDetail {
  return {
    ...agentStatus(row),
    hostname: row.hostname,
    connectors: row.connectors,
    isLocal: row.is_local,
    isDrained: row.is_drained,
    isWrongVersion: row.version !== '' && !fitsServer(row.version, version),
  };
}

export interface AgentChange {
  name?: string | undefined;
  agentGroupId?: Id | undefined;
  drained?: boolean | undefined;
}

/** Gives the groups that the agent was and is in. @throws {ApiError} `agent-unknown`, `agent-group-unknown`, `in-use` */
export async function changeAgent(trx: Transaction, id: Id, change: AgentChange): Promise<Id[]> {
  const agent = await lockAgent(trx, id);
  const { name, agentGroupId, drained } = change;
  if (agentGroupId !== undefined) {
    await requireGroup(trx, agentGroupId);
    if (agent.is_local && agentGroupId !== agent.agent_group_id)
      throw inUse(`The agent "${agent.name}" belongs to the server itself, and stays in its group.`, {
        todo: 'Add another agent to that group instead.',
      });
  }
  const values = {
    ...(name === undefined ? {} : { name }),
    ...(agentGroupId === undefined ? {} : { agent_group_id: agentGroupId }),
    ...(drained === undefined ? {} : { is_drained: drained }),
  };
  if (Object.keys(values).length > 0) await trx.updateTable('agents').set(values).where('id', '=', id).execute();
  return [...new Set([agent.agent_group_id, agentGroupId ?? agent.agent_group_id])];
}

/**
 * Removes an agent: its credential is nobody's from now on, and the runs that it held go back to the queue. Gives its group.
 * @throws {ApiError} `agent-unknown`, `in-use`
 */
export async function removeAgent(core: Core, queue: RunQueue, trx: Transaction, id: Id): Promise<Id> {
  const agent = await lockAgent(trx, id);
  if (agent.is_local)
    throw inUse(`The agent "${agent.name}" belongs to the server itself.`, {
      todo: 'Drain it, or start the server without a local agent.',
    });
  await loseRuns(core, queue, trx, await lockNotHeld(trx, id, []), 'agent-stopped');
  await trx.deleteFrom('agents').where('id', '=', id).execute();
  return agent.agent_group_id;
}

async function lockAgent(trx: Transaction, id: Id): Promise<Selectable<AgentsTable>> {
  const row = await trx.selectFrom('agents').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw unknown('agent', id);
  return row;
}
