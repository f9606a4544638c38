import { z } from 'zod';
import { inProject } from '../../access/need.ts';
import { Id } from '../../project/id.ts';
import { StepDebug } from '../../runs/debug.ts';
import { Run } from '../../runs/run.ts';
import { RunQuery } from '../../runs/run-query.ts';
import { Throughput } from '../../runs/throughput.ts';
import { DeployedOperation } from '../deployed-operation.ts';
import { NumberedMessage, RunPage } from '../run-replies.ts';
import { Globals, RunGlobals } from '../variables.ts';
import { MAX_NUMBER, operationParams, projectParams, runParams } from './params.ts';
import { route } from './route-of.ts';

/** Running operations, and what their runs leave. */
export const runRoutes = {
  runOperation: route({
    id: 'runOperation',
    method: 'POST',
    path: '/api/projects/:projectId/operations/:operationId/run',
    need: { kind: 'project', level: 'execute', deploying: true },
    params: operationParams,
    summary:
      'Runs the last deployed snapshot of an operation. With `deploy`, deploys it first, in the same transaction.',
    body: z.strictObject({
      deploy: z.boolean().default(false),
      /** Values of variables for this run and for those that its actions start. */
      globals: Globals.optional(),
      clientId: z.string().min(1).max(64).optional(),
    }),
    reply: z.object({ runId: Id, deployed: z.array(DeployedOperation) }),
  }),
  listRuns: route({
    id: 'listRuns',
    method: 'GET',
    path: '/api/projects/:projectId/runs',
    need: inProject('view-logs'),
    params: projectParams,
    query: RunQuery,
    summary:
      'Runs by pages, the newest first unless `sort` says otherwise. With `top`, what actions started comes as `beneath`.',
    reply: RunPage,
  }),
  getRun: route({
    id: 'getRun',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId',
    need: inProject('view-logs'),
    params: runParams,
    summary: 'One run.',
    reply: Run,
  }),
  getRunGlobals: route({
    id: 'getRunGlobals',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/globals',
    need: inProject('read'),
    params: runParams,
    summary: 'The values of variables that a run was started with: what it takes to run it again.',
    reply: RunGlobals,
  }),
  listMessages: route({
    id: 'listMessages',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/messages',
    need: inProject('view-logs'),
    params: runParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).max(MAX_NUMBER).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    summary: "A run's log, oldest first, after a message number.",
    reply: z.object({ messages: z.array(NumberedMessage) }),
  }),
  downloadLog: route({
    id: 'downloadLog',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/log',
    need: inProject('view-logs'),
    replies: 'file',
    params: runParams,
    query: z.strictObject({ format: z.enum(['text', 'jsonl']).default('text') }),
    summary: "A run's whole log to download, as text or as JSON Lines.",
    reply: z.unknown(),
  }),
  getThroughput: route({
    id: 'getThroughput',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/throughput',
    need: inProject('view-logs'),
    params: runParams,
    summary: 'How far a run had come at up to 120 points in time.',
    reply: Throughput,
  }),
  cancelRun: route({
    id: 'cancelRun',
    method: 'POST',
    path: '/api/projects/:projectId/runs/:runId/cancel',
    need: inProject('execute'),
    params: runParams,
    summary: 'Asks for a run to be canceled.',
    reply: Run,
  }),
  getReceipts: route({
    id: 'getReceipts',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/receipts',
    need: inProject('view-logs'),
    replies: 'file',
    params: runParams,
    query: z.strictObject({ format: z.enum(['json', 'csv']).default('json') }),
    summary: 'The integrity receipts of all objects that a run has dealt with, to download.',
    reply: z.unknown(),
  }),
  getFailures: route({
    id: 'getFailures',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/failures',
    need: inProject('view-logs'),
    replies: 'file',
    params: runParams,
    query: z.strictObject({ format: z.enum(['json', 'csv']).default('json') }),
    summary: 'The objects that a run could not deal with, each with its error, to download.',
    reply: z.unknown(),
  }),
  getOutput: route({
    id: 'getOutput',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/output/:stepId',
    need: inProject('read'),
    replies: 'file',
    params: z.strictObject({ projectId: Id, runId: Id, stepId: Id }),
    summary: "A step's kept response, as JSON, to download.",
    reply: z.unknown(),
  }),
  getStepDebug: route({
    id: 'getStepDebug',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/debug/:stepId',
    need: inProject('read'),
    params: z.strictObject({ projectId: Id, runId: Id, stepId: Id }),
    summary:
      'What went into a step and came out of it, as debug mode kept it: the first 1 MiB of each, without secrets and hidden values.',
    reply: StepDebug,
  }),
} as const;
