import { z } from 'zod';
import { inProject } from '../../access/need.ts';
import { Id } from '../../project/id.ts';
import { DeployedOperation } from '../deployed-operation.ts';
import { DeploymentComment, DeploymentDetail, DeploymentPage, DeploymentTag } from '../history.ts';
import { GlobalNames } from '../variables.ts';
import { historyPage, operationParams, projectParams } from './params.ts';
import { route } from './route-of.ts';

/** Deploying, and what was deployed. */
export const deploymentRoutes = {
  deploy: route({
    id: 'deploy',
    method: 'POST',
    path: '/api/projects/:projectId/deployments',
    need: inProject('write'),
    params: projectParams,
    summary:
      'Validates operations and publishes what agents run of them. 422 operation-invalid with the problems as `details`.',
    body: z.strictObject({
      operationIds: z.array(Id).min(1).max(20_000),
      tag: DeploymentTag.optional(),
      comment: DeploymentComment.optional(),
      clientId: z.string().min(1).max(64).optional(),
    }),
    reply: z.object({ deploymentId: Id, deployed: z.array(DeployedOperation) }),
  }),
  listDeployments: route({
    id: 'listDeployments',
    method: 'GET',
    path: '/api/projects/:projectId/deployments',
    need: inProject('read'),
    params: projectParams,
    query: historyPage,
    summary: 'The deployments of a project, the newest first, by pages.',
    reply: DeploymentPage,
  }),
  getDeployment: route({
    id: 'getDeployment',
    method: 'GET',
    path: '/api/projects/:projectId/deployments/:deploymentId',
    need: inProject('read'),
    params: z.strictObject({ projectId: Id, deploymentId: Id }),
    summary: 'One deployment, with what changed against what was deployed before.',
    reply: DeploymentDetail,
  }),
  getDeployedGlobals: route({
    id: 'getDeployedGlobals',
    method: 'GET',
    path: '/api/projects/:projectId/operations/:operationId/globals',
    need: inProject('read'),
    params: operationParams,
    summary:
      'The global variables that the deployed operation, and those that its actions lead to, name: what a run may be started with values for.',
    reply: GlobalNames,
  }),
} as const;
