import { z } from 'zod';
import { EditEnvelope } from '../edits/edit.ts';
import { Id } from '../project/id.ts';
import { ProjectName } from '../project/name.ts';
import { Project } from '../project/project.ts';
import { Settings } from '../project/settings.ts';
import { LogMessage, Run, RunState } from '../runs/run.ts';
import { DEFAULT_BODY_LIMIT, type Route } from './route.ts';

const none = z.strictObject({});
const projectParams = z.strictObject({ projectId: Id });
const operationParams = z.strictObject({ projectId: Id, operationId: Id });
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

export const RunPage = z.object({ runs: z.array(Run), next: z.string().nullable() });
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

  deploy: route({
    id: 'deploy',
    method: 'POST',
    path: '/api/projects/:projectId/deployments',
    params: projectParams,
    summary:
      'Validates operations and publishes what agents run of them. 422 operation-invalid with the problems as `details`.',
    body: z.strictObject({ operationIds: z.array(Id).min(1).max(20_000) }),
    reply: z.object({ deploymentId: Id, deployed: z.array(DeployedOperation) }),
  }),
  runOperation: route({
    id: 'runOperation',
    method: 'POST',
    path: '/api/projects/:projectId/operations/:operationId/run',
    params: operationParams,
    summary:
      'Runs the last deployed snapshot of an operation. With `deploy`, deploys it first, in the same transaction.',
    body: z.strictObject({ deploy: z.boolean().default(false) }),
    reply: z.object({ runId: Id, deployed: z.array(DeployedOperation) }),
  }),
  listRuns: route({
    id: 'listRuns',
    method: 'GET',
    path: '/api/projects/:projectId/runs',
    params: projectParams,
    query: z.strictObject({
      operationId: Id.optional(),
      state: RunState.optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    summary: 'Runs, the newest first, by pages.',
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
  cancelRun: route({
    id: 'cancelRun',
    method: 'POST',
    path: '/api/projects/:projectId/runs/:runId/cancel',
    params: runParams,
    summary: 'Asks for a run to be canceled.',
    reply: Run,
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
