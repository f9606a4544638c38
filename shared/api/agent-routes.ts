import { z } from 'zod';
import { Id } from '../project/id.ts';
import { ToldProxy } from '../proxy/proxy-settings.ts';
import { agentConnectorRoutes } from './agent-connectors.ts';
import { AgentQuestion, RunAssignment, RunReport } from './agent-gateway.ts';
import { DEFAULT_BODY_LIMIT, type Route } from './route.ts';

const none = z.strictObject({});

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
