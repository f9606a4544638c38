import { routes } from '../../../shared/api/routes.ts';
import type { Id } from '../../../shared/project/id.ts';
import { type AuditRule, type Look, noted } from '../rule.ts';

/** Environments, agent groups and agents, their proxies, connectors, and what holds for the whole installation. */
export function administrationRules({ db }: Look): AuditRule[] {
  const nameIn = async (table: 'environments' | 'agent_groups' | 'agents', id: Id) => {
    const row = await db.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst();
    return row?.name ?? id;
  };
  return [
    noted(routes.createEnvironment, ({ body }) => () => ({
      kind: 'environment',
      what: 'Made the environment',
      thing: body.name,
    })),
    noted(routes.changeEnvironment, async ({ params, body }) => {
      const thing = await nameIn('environments', params.environmentId);
      const group = body.agentGroupId === undefined ? null : await nameIn('agent_groups', body.agentGroupId);
      const parts = [renamed(body.name), group === null ? null : `gave it the agent group "${group}"`];
      return () => ({ kind: 'environment', what: changed('the environment', parts), thing });
    }),
    noted(routes.deleteEnvironment, async ({ params }) => {
      const thing = await nameIn('environments', params.environmentId);
      return () => ({ kind: 'environment', what: 'Deleted the environment', thing });
    }),
    noted(routes.createAgentGroup, ({ body }) => () => ({
      kind: 'agent',
      what: `Made the agent group, of the kind ${body.kind}`,
      thing: body.name,
    })),
    noted(routes.changeAgentGroup, async ({ params, body }) => {
      const thing = await nameIn('agent_groups', params.agentGroupId);
      return () => ({ kind: 'agent', what: changed('the agent group', [renamed(body.name)]), thing });
    }),
    noted(routes.deleteAgentGroup, async ({ params }) => {
      const thing = await nameIn('agent_groups', params.agentGroupId);
      return () => ({ kind: 'agent', what: 'Deleted the agent group', thing });
    }),
    noted(routes.addAgent, async ({ params, body }) => {
      const group = await nameIn('agent_groups', params.agentGroupId);
      return () => ({ kind: 'agent', what: `Added an agent to the agent group "${group}"`, thing: body.name });
    }),
    noted(routes.withdrawRegistration, async ({ params }) => {
      const group = await nameIn('agent_groups', params.agentGroupId);
      return () => ({ kind: 'agent', what: `Took back the token of an agent that was added to "${group}"` });
    }),
    noted(routes.changeAgent, async ({ params, body }) => {
      const thing = await nameIn('agents', params.agentId);
      const group = body.agentGroupId === undefined ? null : await nameIn('agent_groups', body.agentGroupId);
      const drained = body.drained === undefined ? null : body.drained ? 'drained it' : 'put it back to work';
      const parts = [renamed(body.name), group === null ? null : `moved it to the agent group "${group}"`, drained];
      return () => ({ kind: 'agent', what: changed('the agent', parts), thing });
    }),
    noted(routes.removeAgent, async ({ params }) => {
      const thing = await nameIn('agents', params.agentId);
      return () => ({ kind: 'agent', what: 'Removed the agent', thing });
    }),
    noted(routes.setAgentProxy, async ({ params }) => {
      const thing = await nameIn('agents', params.agentId);
      return () => ({ kind: 'proxy', what: 'Set the proxy of the agent', thing });
    }),
    noted(routes.removeAgentProxy, async ({ params }) => {
      const thing = await nameIn('agents', params.agentId);
      return () => ({ kind: 'proxy', what: 'Removed the proxy of the agent', thing });
    }),
    noted(routes.publishConnector, () => ({ connector, version }) => ({
      kind: 'connector',
      what: `Published the version ${version} of the connector`,
      thing: connector,
    })),
    noted(routes.setPolicy, ({ body }) => () => ({
      kind: 'settings',
      what: `Switched Disable Auto Connector Update ${body.disableAutoConnectorUpdate ? 'on' : 'off'}`,
    })),
    noted(routes.setLimits, ({ body }) => () => ({
      kind: 'settings',
      what: `Set the limits: logs ${body.logDays} days, debug data ${body.debugDays} days and ${body.debugKiB} KiB`,
    })),
    noted(routes.setAuditRetention, ({ body }) => () => ({
      kind: 'settings',
      what: `Set for how long the audit log is kept: ${body.days} days`,
    })),
  ];
}

function renamed(name: string | undefined): string | null {
  return name === undefined ? null : `named it "${name}"`;
}

/** What was changed, in words. */
function changed(what: string, parts: readonly (string | null)[]): string {
  const done = parts.filter((part) => part !== null);
  return done.length === 0 ? `Changed nothing of ${what}` : `Changed ${what}: ${done.join(', ')}`;
}
