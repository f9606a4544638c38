import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { tellAccessChanged } from '../access/known.ts';
import { levelIn } from '../access/who.ts';
import type { Wake } from '../agents/wake.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import type { Environments } from '../environments/service.ts';
import { type HandlerTable, handleAgent, handleJson } from '../http/handler.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import { createAgentGroup, deleteAgentGroup, listAgentGroups, renameAgentGroup } from './agent-groups.ts';
import { changeAgent, removeAgent } from './agents.ts';
import {
  changeEnvironment,
  createEnvironment,
  deleteEnvironment,
  listEnvironments,
  setProjectEnvironment,
} from './environments.ts';
import { countUp } from './proxies.ts';
import { addRegistration, register, withdrawRegistration } from './registrations.ts';
import type { SharedRegistration } from './shared-registration.ts';

export interface AdministrationParts {
  core: Core;
  environments: Environments;
  queue: RunQueue;
  wake: Wake;
  /** The server's own. */
  version: string;
  /** Null where agents register with tokens of their own alone. */
  shared: SharedRegistration | null;
}

/** Environments, agent groups and agents, for those who look after the installation; and how an agent registers. */
export function administrationHandlers({
  core,
  environments,
  queue,
  wake,
  version,
  shared,
}: AdministrationParts): HandlerTable {
  const { db, transaction } = core.database;
  const { proxies } = core;
  /** Its open claim is woken: what is changed counts for whatever it does from now on. */
  const tellProxy = (trx: Transaction, agentId: Id) => wake.tell(trx, `cancel ${agentId}`);
  const told = async (trx: Transaction, groups: readonly Id[]) => {
    for (const agentGroupId of groups) await environments.publishStatus(trx, agentGroupId);
  };
  return [
    handleJson(routes.listEnvironments, async ({ who }) => {
      const all = await listEnvironments(db);
      return { environments: all.filter(({ id }) => levelIn(who, id) !== null) };
    }),
    handleJson(routes.createEnvironment, async ({ body }) => ({
      id: await transaction((trx) => createEnvironment(trx, body)),
    })),
    handleJson(routes.changeEnvironment, ({ params, body }) =>
      transaction(async (trx) => {
        await changeEnvironment(trx, params.environmentId, body);
        await environments.publishTo(trx, params.environmentId);
        return {};
      }),
    ),
    handleJson(routes.deleteEnvironment, ({ params }) =>
      transaction(async (trx) => {
        await deleteEnvironment(trx, params.environmentId);
        return {};
      }),
    ),
    handleJson(routes.setProjectEnvironment, ({ params, body }) =>
      transaction(async (trx) => {
        await setProjectEnvironment(trx, params.projectId, body.environmentId);
        await environments.publishTo(trx, body.environmentId);
        // Whoever may not be there must not go on seeing it.
        await tellAccessChanged(trx);
        return {};
      }),
    ),
    handleJson(routes.listAgentGroups, async () => ({ agentGroups: await listAgentGroups(db, version) })),
    handleJson(routes.createAgentGroup, async ({ body }) => {
      const id = await transaction((trx) => createAgentGroup(trx, body));
      await queue.prepare(id);
      return { id };
    }),
    handleJson(routes.changeAgentGroup, ({ params, body }) =>
      transaction(async (trx) => {
        await renameAgentGroup(trx, params.agentGroupId, body.name);
        await told(trx, [params.agentGroupId]);
        return {};
      }),
    ),
    handleJson(routes.deleteAgentGroup, ({ params }) =>
      transaction(async (trx) => {
        await deleteAgentGroup(trx, params.agentGroupId);
        return {};
      }),
    ),
    handleJson(routes.addAgent, ({ params, body }) =>
      transaction(async (trx) => ({ ...(await addRegistration(trx, params.agentGroupId, body.name)), version })),
    ),
    handleJson(routes.withdrawRegistration, ({ params }) =>
      transaction(async (trx) => {
        await withdrawRegistration(trx, params.agentGroupId, params.registrationId);
        return {};
      }),
    ),
    handleJson(routes.changeAgent, ({ params, body }) =>
      transaction(async (trx) => {
        await told(trx, await changeAgent(trx, params.agentId, body));
        // What waits for it needs not wait until it asks again.
        if (body.drained === false) await core.database.queue.tell(trx, queue.nameOfKept(params.agentId));
        // Only agents of private groups have a proxy.
        if (body.agentGroupId !== undefined) {
          await countUp(trx, params.agentId);
          await tellProxy(trx, params.agentId);
        }
        return {};
      }),
    ),
    handleJson(routes.getAgentProxy, async ({ params }) => ({ proxy: await proxies.of(db, params.agentId) })),
    handleJson(routes.setAgentProxy, ({ params, body }) =>
      transaction(async (trx) => {
        await proxies.set(trx, params.agentId, body);
        await tellProxy(trx, params.agentId);
        return {};
      }),
    ),
    handleJson(routes.removeAgentProxy, ({ params }) =>
      transaction(async (trx) => {
        await proxies.remove(trx, params.agentId);
        await tellProxy(trx, params.agentId);
        return {};
      }),
    ),
    handleJson(routes.removeAgent, ({ params }) =>
      transaction(async (trx) => {
        await told(trx, [await removeAgent(core, queue, trx, params.agentId)]);
        return {};
      }),
    ),
    handleAgent(agentRoutes.leave, ({ agent }) =>
      transaction(async (trx) => {
        await told(trx, [await removeAgent(core, queue, trx, agent.id)]);
        return {};
      }),
    ),
    handleJson(agentRoutes.register, ({ body }) =>
      transaction(async (trx) => {
        const { agentGroupId, ...registered } = await register(trx, body.token, body.hostname, shared);
        await told(trx, [agentGroupId]);
        return registered;
      }),
    ),
  ];
}
