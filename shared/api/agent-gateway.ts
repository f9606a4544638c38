import { z } from 'zod';
import { TreeRequest } from '../asking.ts';
import { Id } from '../project/id.ts';
import { Operation } from '../project/operation.ts';
import { ToldProxy } from '../proxy/proxy-settings.ts';
import { MOST_DEBUG_BYTES } from '../runs/debug.ts';
import { EndState, LogMessage, StepProgress } from '../runs/run.ts';
import { ReportedBatch, Resumption } from '../runs/transfers.ts';
import { UploadPlace } from '../runs/uploads.ts';
import { agentConnectorRoutes } from './agent-connectors.ts';
import { DEFAULT_BODY_LIMIT, type Route } from './route.ts';

/** Values as an agent gets them: no secret references any more. */
const ClearSettings = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.record(z.string(), z.string()))]),
);

export const ClearConnection = z.strictObject({
  id: Id,
  connector: z.string(),
  name: z.string(),
  settings: ClearSettings,
});
export type ClearConnection = z.infer<typeof ClearConnection>;

const ClearActivity = z.strictObject({
  id: Id,
  connectionId: Id,
  type: z.string(),
  name: z.string(),
  settings: ClearSettings,
});

/** A project variable as an agent gets it: with its value, or else its default value; absent `value`: it has neither. */
export const AgentVariable = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  required: z.boolean(),
  /** Its value stands in no message. */
  hidden: z.boolean(),
});
export type AgentVariable = z.infer<typeof AgentVariable>;

/** Where a run or a question belongs, for the variables that name it. */
export const Surroundings = z.strictObject({
  projectName: z.string(),
  environmentName: z.string(),
  agentGroupName: z.string(),
});
export type Surroundings = z.infer<typeof Surroundings>;

const ObjectFacts = z.strictObject({
  bucket: z.string().optional(),
  key: z.string(),
  size: z.number().optional(),
});

/** How the run ended whose action started this one. */
export const PreviousRun = z.strictObject({
  success: z.boolean(),
  error: z.string(),
  /** The error of the nearest run above it that failed, when it did not fail itself. */
  lastError: z.string().optional(),
  /** The object that was written last there, and the one it came from. */
  target: ObjectFacts.optional(),
  source: ObjectFacts.optional(),
});
export type PreviousRun = z.infer<typeof PreviousRun>;

/** An e-mail to send; `about` is the run that it is sent for. */
export const AgentEmail = z.strictObject({
  name: z.string(),
  settings: ClearSettings,
  about: z.strictObject({
    runId: Id,
    operationName: z.string(),
    state: EndState,
    endedAt: z.iso.datetime(),
    message: z.string(),
  }),
});
export type AgentEmail = z.infer<typeof AgentEmail>;

/** A run handed to an agent. `fence` goes up by one each time a run is handed out: reports with an older one are refused. */
export const RunAssignment = z.strictObject({
  kind: z.literal('run'),
  runId: Id,
  fence: z.number().int(),
  timeOutSeconds: z.number(),
  operation: Operation,
  variables: z.array(AgentVariable).default([]),
  /** Values that the run was started with. */
  globals: z.record(z.string(), z.string()).default({}),
  surroundings: Surroundings.optional(),
  previous: PreviousRun.optional(),
  activities: z.record(Id, ClearActivity),
  connections: z.record(Id, ClearConnection),
  /** Whether each step's input and output are kept. */
  debug: z.boolean().optional(),
  /** So much of each record and of each content, in bytes. */
  debugBytes: z.number().int().min(1).max(MOST_DEBUG_BYTES).optional(),
  /** Set for a run that sends an e-mail instead of executing steps; `operation` is then the one whose action it is. */
  email: AgentEmail.optional(),
  /** Set when the run was tried before: what is known of that. */
  resume: Resumption.optional(),
});
export type RunAssignment = z.infer<typeof RunAssignment>;

const question = {
  requestId: Id,
  variables: z.array(AgentVariable).default([]),
  surroundings: Surroundings.optional(),
};
const asked = { ...question, connection: ClearConnection };

/** A question that somebody waits for, such as a **Test**. */
export const AgentQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('test'), ...asked }),
  z.strictObject({ kind: z.literal('browse'), ...asked, what: z.string() }),
  z.strictObject({ kind: z.literal('tree'), ...asked, request: TreeRequest }),
  z.strictObject({ kind: z.literal('permissions'), ...asked, within: z.record(z.string(), z.string()) }),
  /** To abort a multipart upload that a run has left open; nobody waits for it but the server. */
  z.strictObject({ kind: z.literal('abort-upload'), ...asked, upload: UploadPlace }),
  /** To send an e-mail as a test. */
  z.strictObject({
    kind: z.literal('email'),
    ...question,
    email: z.strictObject({ name: z.string(), settings: ClearSettings }),
  }),
  /** To make sure that a connector is there; with `replace`, that it is the latest version. Asked of agents that say they can. */
  z.strictObject({ kind: z.literal('connector'), requestId: Id, connector: z.string(), replace: z.boolean() }),
]);
export type AgentQuestion = z.infer<typeof AgentQuestion>;

export const RunReport = z.strictObject({
  runId: Id,
  fence: z.number().int(),
  /** The steps that have changed since the last report; empty in a mere heartbeat. */
  steps: z.array(StepProgress).max(200),
  messages: z.array(LogMessage).max(1000),
  /** The number of the first of `messages` in this attempt, from 0: a report sent twice stores its messages once. */
  firstMessage: z.number().int().min(0),
  /** What became of the run's objects, when that is little: see the route `keepTransfers`. Stored once, like a batch sent there. */
  transfers: z.array(ReportedBatch).max(20).optional(),
  /** Set once, in the last report. */
  end: EndState.optional(),
});
export type RunReport = z.infer<typeof RunReport>;

const none = z.strictObject({});

/** How often an agent must be heard of, and for how long a run stays its own without. */
export const LEASE_SECONDS = 10;
export const HEARTBEAT_SECONDS = 2;
/** How long the server keeps a claim open when there is nothing to do: an agent soon finds out that a server has fallen silent. */
export const CLAIM_WAIT_SECONDS = 5;

/** The routes that agents call, with their own credential. */
export const agentRoutes = {
  register: {
    id: 'register',
    method: 'POST',
    path: '/agent/v1/register',
    caller: 'anyone',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary:
      'Gives a new agent its credential, for the one-time token that **Add agent** has shown. It is told this once.',
    body: z.strictObject({ token: z.string().max(512), hostname: z.string().max(255) }),
    reply: z.object({ agentId: Id, name: z.string(), credential: z.string() }),
  },
  hello: {
    id: 'hello',
    method: 'POST',
    path: '/agent/v1/hello',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary:
      'Tells the server that the agent is there; the reply says who it is. `holding` names the runs it still executes: any other run it had goes back to the queue.',
    body: z.strictObject({
      holding: z.array(Id).max(1024),
      version: z.string().max(64),
      slots: z.number().int().min(1).max(1024),
      hostname: z.string().max(255),
      connectors: z.record(z.string(), z.string()),
      /** Whether it can be asked to update connectors; agents of before that do not say so. */
      updatesConnectors: z.boolean().default(false),
    }),
    reply: z.object({ agentId: Id, name: z.string() }),
  },
  ...agentConnectorRoutes,
  claim: {
    id: 'claim',
    method: 'POST',
    path: '/agent/v1/claim',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary:
      'Waits for work, at most 5 s; without free slots, for questions and cancels only. `cancel` names runs of this agent that somebody wants canceled; `proxy` comes when it has changed.',
    body: z.strictObject({
      freeSlots: z.number().int().min(0).max(1024),
      /** Which version of its proxy the agent knows, 0 for none yet. Absent: it does not want to be told. */
      proxyVersion: z.number().int().min(0).optional(),
    }),
    reply: z.object({
      runs: z.array(RunAssignment),
      questions: z.array(AgentQuestion),
      cancel: z.array(Id),
      /** Its proxy, when there is a newer version of it: for the runs and questions of this reply, and from now on. */
      proxy: ToldProxy.optional(),
    }),
  },
  report: {
    id: 'report',
    method: 'POST',
    path: '/agent/v1/report',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: 8 * DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary:
      'Progress, messages and ends of runs; also the heartbeat that keeps the leases of the runs it names. `lost` names runs that are no longer this agent’s. `Stopped` gives back every run it has left. With `freeSlots`, the reply brings more runs.',
    body: z.strictObject({
      reports: z.array(RunReport).max(1024),
      running: z.number().int().min(0),
      state: z.enum(['Running', 'Draining', 'Stopped']).default('Running'),
      /** So many runs it would begin at once: those that wait come with the reply, as with a claim, and nothing is waited for. */
      freeSlots: z.number().int().min(0).max(1024).default(0),
      /** As in a claim. */
      proxyVersion: z.number().int().min(0).optional(),
    }),
    reply: z.object({
      lost: z.array(Id),
      cancel: z.array(Id),
      runs: z.array(RunAssignment).default([]),
      proxy: ToldProxy.optional(),
    }),
  },
  leave: {
    id: 'leave',
    method: 'POST',
    path: '/agent/v1/leave',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary: 'Takes the agent out of its group, for good: its credential is nobody’s any more.',
    body: none,
    reply: none,
  },
  answer: {
    id: 'answer',
    method: 'POST',
    path: '/agent/v1/answers/:requestId',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: 4 * DEFAULT_BODY_LIMIT,
    params: z.strictObject({ requestId: Id }),
    query: none,
    summary: 'Answers a question.',
    body: z.strictObject({
      connectorVersion: z.string().max(64),
      answer: z.discriminatedUnion('ok', [
        z.strictObject({ ok: z.literal(true), value: z.unknown() }),
        z.strictObject({
          ok: z.literal(false),
          code: z.string().max(64),
          message: z.string().max(4000),
          todo: z.string().max(2000),
        }),
      ]),
    }),
    reply: none,
  },
  keepTransfers: {
    id: 'keepTransfers',
    method: 'PUT',
    path: '/agent/v1/runs/:runId/transfers/:number',
    caller: 'agent',
    bodyType: 'bytes',
    replies: 'json',
    bodyLimit: 8 * DEFAULT_BODY_LIMIT,
    params: z.strictObject({ runId: Id, number: z.coerce.number().int().min(0) }),
    query: z.strictObject({ fence: z.coerce.number().int() }),
    summary:
      'Keeps receipts and failures of a run’s objects with it, and how far it has come: a TransferBatch, as gzip-compressed JSON. A batch sent twice is stored once.',
    body: z.unknown(),
    reply: none,
  },
  keepUploads: {
    id: 'keepUploads',
    method: 'POST',
    path: '/agent/v1/uploads',
    caller: 'agent',
    bodyType: 'bytes',
    replies: 'json',
    bodyLimit: 8 * DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary:
      'Notes what has become of the multipart uploads of runs: an UploadReport, as gzip-compressed JSON. `lost` names runs that are no longer this agent’s; nothing of them was noted.',
    body: z.unknown(),
    reply: z.object({ lost: z.array(Id) }),
  },
  keepDebug: {
    id: 'keepDebug',
    method: 'PUT',
    path: '/agent/v1/runs/:runId/debug/:stepId',
    caller: 'agent',
    bodyType: 'bytes',
    replies: 'json',
    bodyLimit: 16 * DEFAULT_BODY_LIMIT,
    params: z.strictObject({ runId: Id, stepId: Id }),
    query: z.strictObject({ fence: z.coerce.number().int() }),
    summary:
      "Keeps a step's input and output with the run, in debug mode: a StepDebug, as gzip-compressed JSON. Another one replaces it.",
    body: z.unknown(),
    reply: none,
  },
  keepOutput: {
    id: 'keepOutput',
    method: 'PUT',
    path: '/agent/v1/runs/:runId/output/:stepId',
    caller: 'agent',
    bodyType: 'bytes',
    replies: 'json',
    bodyLimit: 64 * DEFAULT_BODY_LIMIT,
    params: z.strictObject({ runId: Id, stepId: Id }),
    query: z.strictObject({ fence: z.coerce.number().int() }),
    summary: "Keeps a step's response with the run: the body is gzip-compressed JSON, sent as application/gzip.",
    body: z.unknown(),
    reply: none,
  },
} as const satisfies Record<string, Route>;
