import { z } from 'zod';
import { Run } from '../runs/run.ts';
import { DeployedOperation } from './deployed-operation.ts';
import { EnvironmentStatus } from './environment-status.ts';
import { StoredEdit } from './project-replies.ts';
import { NumberedMessage } from './run-replies.ts';

/** What `/api/projects/:projectId/events` tells; each event is the `data` of one server-sent event, its `type` the event's name. */
export const ProjectEvent = z.discriminatedUnion('type', [
  /** The stream is open; the browser has everything up to this revision. */
  z.object({ type: z.literal('ready'), revision: z.number().int() }),
  z.object({ type: z.literal('edit'), edit: StoredEdit }),
  /** A run's state or figures, at most 4 times a second a run. */
  z.object({ type: z.literal('run'), run: Run }),
  z.object({ type: z.literal('messages'), runId: z.string(), messages: z.array(NumberedMessage) }),
  z.object({ type: z.literal('deployed'), deployed: z.array(DeployedOperation) }),
  z.object({ type: z.literal('environment'), environment: EnvironmentStatus }),
  /** A project variable was given another value, or lost it; which values there are is asked for. */
  z.object({ type: z.literal('variable-values') }),
  /** A connector was published, in whichever project it is used: what there is now is asked for. */
  z.object({ type: z.literal('connectors') }),
  z.object({ type: z.literal('project-deleted') }),
]);
export type ProjectEvent = z.infer<typeof ProjectEvent>;

/** What a stream of events sends that often, without data: a browser that hears nothing for three times as long opens another one. */
export const ALIVE_EVENT = 'alive';
export const ALIVE_SECONDS = 5;
