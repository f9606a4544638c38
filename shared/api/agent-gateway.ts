import { z } from 'zod';
import { TreeRequest } from '../asking.ts';
import { Id } from '../project/id.ts';
import { Operation } from '../project/operation.ts';
import { MOST_DEBUG_BYTES } from '../runs/debug.ts';
import { EndState, LogMessage, StepProgress } from '../runs/run.ts';
import { ReportedBatch, Resumption } from '../runs/transfers.ts';
import { UploadPlace } from '../runs/uploads.ts';

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

/** How often an agent must be heard of, and for how long a run stays its own without. */
export const LEASE_SECONDS = 10;
export const HEARTBEAT_SECONDS = 2;
/** How long the server keeps a claim open when there is nothing to do: an agent soon finds out that a server has fallen silent. */
export const CLAIM_WAIT_SECONDS = 5;
