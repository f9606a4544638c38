import { z } from 'zod';
import { ADMINISTRATOR, PERSON } from '../../access/need.ts';
import { Id } from '../../project/id.ts';
import {
  AdministrationName,
  AgentGroupDetail,
  AgentGroupKind,
  EnvironmentDetail,
  PendingAgent,
  Registration,
} from '../administration.ts';
import { none, projectParams } from './params.ts';
import { route } from './route-of.ts';

const environmentParams = z.strictObject({ environmentId: Id });
const agentGroupParams = z.strictObject({ agentGroupId: Id });
const agentParams = z.strictObject({ agentId: Id });

/** Environments, agent groups and agents. */
export const administrationRoutes = {
  listEnvironments: route({
    id: 'listEnvironments',
    method: 'GET',
    path: '/api/environments',
    need: PERSON,
    summary: 'Every environment with its agent group and the projects in it.',
    reply: z.object({ environments: z.array(EnvironmentDetail) }),
  }),
  createEnvironment: route({
    id: 'createEnvironment',
    method: 'POST',
    path: '/api/environments',
    need: ADMINISTRATOR,
    summary: 'Makes an environment, whose projects run on the agents of a group.',
    body: z.strictObject({ name: AdministrationName, agentGroupId: Id }),
    reply: z.object({ id: Id }),
  }),
  changeEnvironment: route({
    id: 'changeEnvironment',
    method: 'PUT',
    path: '/api/environments/:environmentId',
    need: ADMINISTRATOR,
    params: environmentParams,
    summary:
      'Renames an environment, or gives it another agent group. Runs that were submitted stay with the old group.',
    body: z.strictObject({ name: AdministrationName.optional(), agentGroupId: Id.optional() }),
    reply: none,
  }),
  deleteEnvironment: route({
    id: 'deleteEnvironment',
    method: 'DELETE',
    path: '/api/environments/:environmentId',
    need: ADMINISTRATOR,
    params: environmentParams,
    summary: 'Deletes an environment without projects. The default one stays.',
    reply: none,
  }),
  setProjectEnvironment: route({
    id: 'setProjectEnvironment',
    method: 'PUT',
    path: '/api/projects/:projectId/environment',
    need: { kind: 'project', level: 'write', into: true },
    params: projectParams,
    summary: 'Moves a project into an environment: from now on its runs go to the agents there.',
    body: z.strictObject({ environmentId: Id }),
    reply: none,
  }),
  listAgentGroups: route({
    id: 'listAgentGroups',
    method: 'GET',
    path: '/api/agent-groups',
    need: ADMINISTRATOR,
    summary: 'Every agent group with its environments and its agents.',
    reply: z.object({ agentGroups: z.array(AgentGroupDetail) }),
  }),
  createAgentGroup: route({
    id: 'createAgentGroup',
    method: 'POST',
    path: '/api/agent-groups',
    need: ADMINISTRATOR,
    summary: 'Makes an agent group.',
    body: z.strictObject({ name: AdministrationName, kind: AgentGroupKind }),
    reply: z.object({ id: Id }),
  }),
  changeAgentGroup: route({
    id: 'changeAgentGroup',
    method: 'PUT',
    path: '/api/agent-groups/:agentGroupId',
    need: ADMINISTRATOR,
    params: agentGroupParams,
    summary: 'Renames an agent group.',
    body: z.strictObject({ name: AdministrationName }),
    reply: none,
  }),
  deleteAgentGroup: route({
    id: 'deleteAgentGroup',
    method: 'DELETE',
    path: '/api/agent-groups/:agentGroupId',
    need: ADMINISTRATOR,
    params: agentGroupParams,
    summary: 'Deletes an agent group that no environment uses and that has neither agents nor waiting runs.',
    reply: none,
  }),
  addAgent: route({
    id: 'addAgent',
    method: 'POST',
    path: '/api/agent-groups/:agentGroupId/registrations',
    need: ADMINISTRATOR,
    params: agentGroupParams,
    summary: 'Makes a one-time token with which an agent registers in the group, within a day. It is shown this once.',
    body: z.strictObject({ name: AdministrationName }),
    reply: Registration,
  }),
  withdrawRegistration: route({
    id: 'withdrawRegistration',
    method: 'DELETE',
    path: '/api/agent-groups/:agentGroupId/registrations/:registrationId',
    need: ADMINISTRATOR,
    params: z.strictObject({ agentGroupId: Id, registrationId: PendingAgent.shape.id }),
    summary: 'Takes back a one-time token that no agent has used yet.',
    reply: none,
  }),
  changeAgent: route({
    id: 'changeAgent',
    method: 'PUT',
    path: '/api/agents/:agentId',
    need: ADMINISTRATOR,
    params: agentParams,
    summary:
      'Renames an agent, moves it to another group, or drains it: a drained agent finishes what it has and takes no new work until `drained` is false again.',
    body: z.strictObject({
      name: AdministrationName.optional(),
      agentGroupId: Id.optional(),
      drained: z.boolean().optional(),
    }),
    reply: none,
  }),
  removeAgent: route({
    id: 'removeAgent',
    method: 'DELETE',
    path: '/api/agents/:agentId',
    need: ADMINISTRATOR,
    params: agentParams,
    summary: 'Removes an agent and revokes its credential at once. Runs that it held are taken up by the others.',
    reply: none,
  }),
} as const;
