import type { AgentProxyDetail, AgentProxyInput } from '../../shared/api/agent-proxy.ts';
import type { Id } from '../../shared/project/id.ts';
import { proxyProblems } from '../../shared/proxy/proxy-problems.ts';
import type { ProxyState, ToldProxy } from '../../shared/proxy/proxy-settings.ts';
import type { AgentProxiesTable } from '../database/run-tables.ts';
import { type Queryable, type Selectable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { open, type SecretKey, seal } from '../secrets/cipher.ts';
import { unknown } from './refusals.ts';

type Row = Selectable<AgentProxiesTable>;

/** The proxies of agents. Their passwords are encrypted at rest, and told to their agents alone. */
export interface AgentProxies {
  /** What is set, without the password; null when nothing is. @throws {ApiError} `agent-unknown` */
  of(where: Queryable, agentId: Id): Promise<AgentProxyDetail | null>;
  /** @throws {ApiError} `agent-unknown`, `proxy-not-allowed`, `proxy-invalid` */
  set(trx: Transaction, agentId: Id, input: AgentProxyInput): Promise<void>;
  /** @throws {ApiError} `agent-unknown` */
  remove(trx: Transaction, agentId: Id): Promise<void>;
  /** What an agent is to be told, in the clear: for handing it to that agent, and for nothing else. */
  reveal(where: Queryable, agentId: Id): Promise<ToldProxy | undefined>;
}

export function createAgentProxies(key: SecretKey): AgentProxies {
  return {
    of: async (where, agentId) => {
      await requireAgent(where, agentId);
      const row = await find(where, agentId);
      return row ? detailOf(row) : null;
    },
    set: async (trx, agentId, input) => {
      const { name, kind } = await requireAgent(trx, agentId);
      if (kind === 'cloud')
        throw new ApiError(
          'proxy-not-allowed',
          `The agent "${name}" is in a cloud group: only private agents have a proxy.`,
          {
            todo: 'Move the agent to a private group first.',
          },
        );
      const before = await find(trx, agentId);
      refuseWrong(input, before);
      const kept = input.userName !== '' && input.password === undefined ? before : undefined;
      const sealed = input.password ? seal(key, input.password, context(agentId)) : (kept?.sealed ?? null);
      const values = {
        host: input.host,
        port: input.port,
        user_name: input.userName,
        key_id: input.password ? key.id : (kept?.key_id ?? null),
        sealed,
        no_proxy: JSON.stringify(input.noProxy),
      };
      await trx
        .insertInto('agent_proxies')
        .values({ agent_id: agentId, ...values })
        .onConflict((conflict) => conflict.column('agent_id').doUpdateSet({ ...values, changed_at: sql<Date>`now()` }))
        .execute();
      await countUp(trx, agentId);
    },
    remove: async (trx, agentId) => {
      await requireAgent(trx, agentId);
      await trx.deleteFrom('agent_proxies').where('agent_id', '=', agentId).execute();
      await countUp(trx, agentId);
    },
    reveal: async (where, agentId) => {
      const agent = await findAgent(where, agentId);
      if (!agent) return undefined;
      const row = agent.kind === 'cloud' ? undefined : await find(where, agentId);
      const state: ProxyState = row ? stateOf(key, row) : { kind: agent.kind === 'cloud' ? 'cloud-group' : 'none' };
      return { version: agent.proxy_version, state };
    },
  };
}

/** Notes that the agent is to be told anew. */
export async function countUp(trx: Transaction, agentId: Id): Promise<void> {
  await trx
    .updateTable('agents')
    .set({ proxy_version: sql<number>`proxy_version + 1` })
    .where('id', '=', agentId)
    .execute();
}

function find(where: Queryable, agentId: Id): Promise<Row | undefined> {
  return where.selectFrom('agent_proxies').selectAll().where('agent_id', '=', agentId).executeTakeFirst();
}

function findAgent(where: Queryable, agentId: Id) {
  return where
    .selectFrom('agents')
    .innerJoin('agent_groups', 'agent_groups.id', 'agents.agent_group_id')
    .select(['agents.name', 'agents.proxy_version', 'agent_groups.kind'])
    .where('agents.id', '=', agentId)
    .executeTakeFirst();
}

async function requireAgent(where: Queryable, agentId: Id) {
  const agent = await findAgent(where, agentId);
  if (!agent) throw unknown('agent', agentId);
  return agent;
}

function detailOf(row: Row): AgentProxyDetail {
  const { host, port, user_name: userName, sealed, no_proxy: noProxy } = row;
  return { host, port, userName, hasPassword: sealed !== null, noProxy };
}

/**
 * A password that is stored was meant for the proxy that it was typed for: whoever points the agent elsewhere must know it.
 * @throws {ApiError} `proxy-invalid`
 */
function refuseWrong(input: AgentProxyInput, before: Row | undefined): void {
  const [wrong] = proxyProblems(input);
  if (wrong) throw invalid(wrong.field, wrong.message);
  const isSame = before?.host === input.host && before.port === input.port && before.user_name === input.userName;
  if (before?.sealed && input.userName !== '' && input.password === undefined && !isSame)
    throw invalid('password', 'Type the password again: it was stored for another host, port or user name.');
}

function invalid(field: string, message: string): ApiError {
  return new ApiError('proxy-invalid', message, { details: { field }, todo: 'Correct the field, then save again.' });
}

function stateOf(key: SecretKey, row: Row): ProxyState {
  const { host, port, user_name: userName, sealed, no_proxy: noProxy } = row;
  try {
    const password = sealed === null ? '' : open(key, sealed, context(row.agent_id));
    return { kind: 'set', settings: { host, port, userName, password, noProxy } };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Bound to its row: a sealed password that is copied to another agent can't be opened there. */
function context(agentId: Id): string {
  return `proxy/${agentId}`;
}
