import { z } from 'zod';
import { ADMINISTRATOR } from '../../access/need.ts';
import { Id } from '../../project/id.ts';
import { AgentProxyDetail, AgentProxyInput } from '../agent-proxy.ts';
import { none } from './params.ts';
import { route } from './route-of.ts';

const agentParams = z.strictObject({ agentId: Id });

/** The proxies of agents. */
export const proxyRoutes = {
  getAgentProxy: route({
    id: 'getAgentProxy',
    method: 'GET',
    path: '/api/agents/:agentId/proxy',
    need: ADMINISTRATOR,
    params: agentParams,
    summary: "An agent's proxy, without its password; null when none is set here.",
    reply: z.object({ proxy: AgentProxyDetail.nullable() }),
  }),
  setAgentProxy: route({
    id: 'setAgentProxy',
    method: 'PUT',
    path: '/api/agents/:agentId/proxy',
    need: ADMINISTRATOR,
    params: agentParams,
    summary:
      'Sets the proxy of an agent of a private group. An absent `password` leaves the stored one, unless host, port or user name change: then it must be given anew.',
    body: AgentProxyInput,
    reply: none,
  }),
  removeAgentProxy: route({
    id: 'removeAgentProxy',
    method: 'DELETE',
    path: '/api/agents/:agentId/proxy',
    need: ADMINISTRATOR,
    params: agentParams,
    summary: "Removes an agent's proxy and its password.",
    reply: none,
  }),
} as const;
