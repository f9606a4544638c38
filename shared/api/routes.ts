import { z } from 'zod';
import { PermissionReport, TreePage, TreeRequest } from '../asking.ts';
import { EditEnvelope } from '../edits/edit.ts';
import { Id } from '../project/id.ts';
import { ProjectName } from '../project/name.ts';
import { Project } from '../project/project.ts';
import { Settings } from '../project/settings.ts';
import { MAX_VARIABLE_LENGTH } from '../project/variable.ts';
import { LogMessage, Run } from '../runs/run.ts';
import { RunQuery } from '../runs/run-query.ts';
import { Throughput } from '../runs/throughput.ts';
import { ScheduleState } from '../schedules/state.ts';
import {
  DeploymentComment,
  DeploymentDetail,
  DeploymentPage,
  DeploymentTag,
  RevisionPage,
  RevisionState,
} from './history.ts';
import { DEFAULT_BODY_LIMIT, type Route } from './route.ts';
import { Globals, VariableValue } from './variables.ts';

const none = z.strictObject({});
const projectParams = z.strictObject({ projectId: Id });
const operationParams = z.strictObject({ projectId: Id, operationId: Id });
/** The largest number of a revision, and of a deployment in a list. */
const MAX_NUMBER = 2_147_483_647;
const historyPage = z.strictObject({
  before: z.coerce.number().int().min(0).max(MAX_NUMBER).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const runParams = z.strictObject({ projectId: Id, runId: Id });

type Optional = 'params' | 'query' | 'body' | 'bodyType' | 'replies' | 'bodyLimit' | 'caller';

function route<
  P extends z.ZodType = typeof none,
  Q extends z.ZodType = typeof none,
  B extends z.ZodType = typeof none,
  R extends z.ZodType = z.ZodType,
>(definition: Omit<Route<P, Q, B, R>, Optional> & Partial<Pick<Route<P, Q, B, R>, Optional>>): Route<P, Q, B, R> {
  const defaults = {
    params: none,
    query: none,
    body: none,
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    caller: 'person',
  };
  return { ...defaults, ...definition } as Route<P, Q, B, R>;
}

export const ProjectSummary = z.object({
  id: Id,
  name: ProjectName,
  revision: z.number().int(),
  changedAt: z.iso.datetime(),
  sample: z.boolean(),
});
export type ProjectSummary = z.infer<typeof ProjectSummary>;

/** What is deployed of an operation: `fingerprint` equals that of its design while nothing has changed since. */
export const DeployedOperation = z.object({
  operationId: Id,
  deploymentId: Id,
  fingerprint: z.string(),
  deployedAt: z.iso.datetime(),
});
export type DeployedOperation = z.infer<typeof DeployedOperation>;

export const AgentStatus = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['Unregistered', 'Running', 'Draining', 'Stopped', 'Offline']),
  version: z.string(),
  running: z.number().int(),
  slots: z.number().int(),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type AgentStatus = z.infer<typeof AgentStatus>;

export const EnvironmentStatus = z.object({
  id: Id,
  name: z.string(),
  agentGroup: z.object({ id: Id, name: z.string(), kind: z.enum(['cloud', 'private']), agents: z.array(AgentStatus) }),
});
export type EnvironmentStatus = z.infer<typeof EnvironmentStatus>;

export const ProjectState = z.object({
  project: Project,
  revision: z.number().int(),
  sample: z.boolean(),
  environment: EnvironmentStatus,
  deployed: z.array(DeployedOperation),
  /** The newest run of each operation. */
  lastRuns: z.array(Run),
});
export type ProjectState = z.infer<typeof ProjectState>;

/** An edit as the server stored it. */
export const StoredEdit = z.object({
  revision: z.number().int(),
  clientId: z.string(),
  envelope: EditEnvelope,
  at: z.iso.datetime(),
});
export type StoredEdit = z.infer<typeof StoredEdit>;

/** How a **Test** went, with the version of the connector each agent used. */
export const TestReply = z.object({
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), message: z.string(), hint: z.string().optional() }),
    z.object({ ok: z.literal(false), code: z.string(), name: z.string(), message: z.string(), todo: z.string() }),
  ]),
  agents: z.array(z.object({ name: z.string(), connectorVersion: z.string(), updated: z.boolean() })),
});
export type TestReply = z.infer<typeof TestReply>;

export const BrowseReply = z.object({
  items: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.string()) })),
});
export type BrowseReply = z.infer<typeof BrowseReply>;

export const RunPage = z.object({
  runs: z.array(Run),
  next: z.string().nullable(),
  /** The runs that the actions of `runs` started, at any depth. */
  beneath: z.array(Run).default([]),
});
export type RunPage = z.infer<typeof RunPage>;

export const NumberedMessage = LogMessage.extend({ number: z.number().int() });
export type NumberedMessage = z.infer<typeof NumberedMessage>;

/** Every route that the browser, the command line and other people's programs call. */
export const routes = {
  health: route({
    id: 'health',
    method: 'GET',
    path: '/api/health',
    caller: 'anyone',
    summary: 'Whether the server and its database answer.',
    reply: z.object({
      status: z.enum(['ok', 'degraded']),
      version: z.string(),
      database: z.enum(['ok', 'unavailable']),
    }),
  }),
  openapi: route({
    id: 'openapi',
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description of the API.',
    reply: z.record(z.string(), z.unknown()),
  }),

  listProjects: route({
    id: 'listProjects',
    method: 'GET',
    path: '/api/projects',
    summary: 'All projects, the last changed first.',
    reply: z.object({ projects: z.array(ProjectSummary) }),
  }),
  createProject: route({
    id: 'createProject',
    method: 'POST',
    path: '/api/projects',
    summary: 'Makes an empty project.',
    body: z.strictObject({ name: ProjectName }),
    reply: ProjectSummary,
  }),
  getProject: route({
    id: 'getProject',
    method: 'GET',
    path: '/api/projects/:projectId',
    params: projectParams,
    summary: 'The project document with what is deployed and running.',
    reply: ProjectState,
  }),
  deleteProject: route({
    id: 'deleteProject',
    method: 'DELETE',
    path: '/api/projects/:projectId',
    params: projectParams,
    summary: 'Deletes a project with its deployments and runs.',
    reply: none,
  }),

  sendEdits: route({
    id: 'sendEdits',
    method: 'POST',
    path: '/api/projects/:projectId/edits',
    params: projectParams,
    bodyLimit: 32 * 1024 * 1024,
    summary:
      'Applies edits made on `baseRevision`, all or none. 409 edit-conflict when somebody else has changed the same things since; `details` then holds the edits that were missed.',
    body: z.strictObject({
      baseRevision: z.number().int().min(0),
      clientId: z.string().min(1).max(64),
      edits: z.array(EditEnvelope).min(1).max(1000),
    }),
    reply: z.object({ revision: z.number().int(), missed: z.array(StoredEdit) }),
  }),
  listEdits: route({
    id: 'listEdits',
    method: 'GET',
    path: '/api/projects/:projectId/edits',
    params: projectParams,
    query: z.strictObject({ after: z.coerce.number().int().min(0) }),
    summary: 'The edits that came after a revision, oldest first.',
    reply: z.object({ edits: z.array(StoredEdit), revision: z.number().int() }),
  }),
  listRevisions: route({
    id: 'listRevisions',
    method: 'GET',
    path: '/api/projects/:projectId/revisions',
    params: projectParams,
    query: historyPage,
    summary: 'The edits of a project without what they change, the newest first, by pages.',
    reply: RevisionPage,
  }),
  getRevision: route({
    id: 'getRevision',
    method: 'GET',
    path: '/api/projects/:projectId/revisions/:revision',
    params: z.strictObject({ projectId: Id, revision: z.coerce.number().int().min(0).max(MAX_NUMBER) }),
    summary: 'The design as it was at a revision.',
    reply: RevisionState,
  }),
  projectEvents: route({
    id: 'projectEvents',
    method: 'GET',
    path: '/api/projects/:projectId/events',
    params: projectParams,
    replies: 'events',
    query: z.strictObject({ after: z.coerce.number().int().min(0), clientId: z.string().max(64).optional() }),
    summary: 'Server-sent events of a project, from a revision on: see ProjectEvent.',
    reply: z.unknown(),
  }),

  storeSecret: route({
    id: 'storeSecret',
    method: 'POST',
    path: '/api/projects/:projectId/secrets',
    params: projectParams,
    summary:
      'Stores a secret, encrypted, and gives the reference that stands for it in the document. It can never be read back.',
    body: z.strictObject({ value: z.string().min(1).max(8192) }),
    reply: z.object({ secret: Id }),
  }),
  listVariableValues: route({
    id: 'listVariableValues',
    method: 'GET',
    path: '/api/projects/:projectId/variables',
    params: projectParams,
    summary:
      'The project variables that have a value in the project’s environment. The value of a hidden one is never sent.',
    reply: z.object({ values: z.array(VariableValue) }),
  }),
  setVariableValue: route({
    id: 'setVariableValue',
    method: 'PUT',
    path: '/api/projects/:projectId/variables/:variableId',
    params: z.strictObject({ projectId: Id, variableId: Id }),
    summary:
      'Sets the value of a project variable in the project’s environment, or with null takes it away. The next run has it, without a deployment.',
    body: z.strictObject({
      value: z.string().max(MAX_VARIABLE_LENGTH).nullable(),
      /** Keeps it from ever being sent back, also while the variable is not hidden in the design yet. */
      hidden: z.boolean().default(false),
    }),
    reply: none,
  }),
  testConnection: route({
    id: 'testConnection',
    method: 'POST',
    path: '/api/projects/:projectId/test',
    params: projectParams,
    summary: 'Has an agent verify a connection as it is on the screen, saved or not.',
    body: z.strictObject({ connector: z.string().max(64), name: z.string().max(256), settings: Settings }),
    reply: TestReply,
  }),
  browse: route({
    id: 'browse',
    method: 'POST',
    path: '/api/projects/:projectId/connections/:connectionId/browse',
    params: z.strictObject({ projectId: Id, connectionId: Id }),
    summary: "Has an agent list what one of the connector's browse fields offers, e.g. buckets.",
    body: z.strictObject({ what: z.string().max(64) }),
    reply: BrowseReply,
  }),

  browseTree: route({
    id: 'browseTree',
    method: 'POST',
    path: '/api/projects/:projectId/connections/:connectionId/browse-tree',
    params: z.strictObject({ projectId: Id, connectionId: Id }),
    summary: 'Has an agent show one page of a folder-like view, e.g. of the keys of a bucket.',
    body: TreeRequest,
    reply: TreePage,
  }),
  checkPermissions: route({
    id: 'checkPermissions',
    method: 'POST',
    path: '/api/projects/:projectId/check-permissions',
    params: projectParams,
    summary: 'Has an agent find out what a connection, as it is on the screen, may do; nothing is left behind.',
    body: z.strictObject({
      connector: z.string().max(64),
      name: z.string().max(256),
      settings: Settings,
      within: z.record(z.string().max(64), z.string().max(4096)),
    }),
    reply: PermissionReport,
  }),

  deploy: route({
    id: 'deploy',
    method: 'POST',
    path: '/api/projects/:projectId/deployments',
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
    params: projectParams,
    query: historyPage,
    summary: 'The deployments of a project, the newest first, by pages.',
    reply: DeploymentPage,
  }),
  getDeployment: route({
    id: 'getDeployment',
    method: 'GET',
    path: '/api/projects/:projectId/deployments/:deploymentId',
    params: z.strictObject({ projectId: Id, deploymentId: Id }),
    summary: 'One deployment, with what changed against what was deployed before.',
    reply: DeploymentDetail,
  }),
  runOperation: route({
    id: 'runOperation',
    method: 'POST',
    path: '/api/projects/:projectId/operations/:operationId/run',
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
  listSchedules: route({
    id: 'listSchedules',
    method: 'GET',
    path: '/api/projects/:projectId/schedules',
    params: projectParams,
    summary: 'The deployed operations that run by themselves, with their next five times.',
    reply: z.object({ schedules: z.array(ScheduleState) }),
  }),
  enableSchedule: route({
    id: 'enableSchedule',
    method: 'PUT',
    path: '/api/projects/:projectId/operations/:operationId/schedule',
    params: operationParams,
    summary:
      'Switches the schedule of a deployed operation on or off, without a deployment. Times that pass while it is off are not made up for.',
    body: z.strictObject({ enabled: z.boolean() }),
    reply: ScheduleState,
  }),
  listRuns: route({
    id: 'listRuns',
    method: 'GET',
    path: '/api/projects/:projectId/runs',
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
    params: runParams,
    summary: 'One run.',
    reply: Run,
  }),
  listMessages: route({
    id: 'listMessages',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/messages',
    params: runParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    summary: "A run's log, oldest first, after a message number.",
    reply: z.object({ messages: z.array(NumberedMessage) }),
  }),
  downloadLog: route({
    id: 'downloadLog',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/log',
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
    params: runParams,
    summary: 'How far a run had come at up to 120 points in time.',
    reply: Throughput,
  }),
  cancelRun: route({
    id: 'cancelRun',
    method: 'POST',
    path: '/api/projects/:projectId/runs/:runId/cancel',
    params: runParams,
    summary: 'Asks for a run to be canceled.',
    reply: Run,
  }),
  getReceipts: route({
    id: 'getReceipts',
    method: 'GET',
    path: '/api/projects/:projectId/runs/:runId/receipts',
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
    replies: 'file',
    params: z.strictObject({ projectId: Id, runId: Id, stepId: Id }),
    summary: "A step's kept response, as JSON, to download.",
    reply: z.unknown(),
  }),
} as const;
