import { z } from 'zod';
import { Id } from '../project/id.ts';

export const ProblemCode = z.enum([
  'operation-empty',
  'operation-pattern',
  'activity-not-configured',
  'activity-field',
  'activity-type-unknown',
  'connection-invalid',
  'private-agent-only',
  'connector-unknown',
  'activity-connection-missing',
  'activity-connection-invalid',
  'component-missing',
  'name-not-unique',
  'key-not-supplied',
  'each-overwrites',
  'unknown-variable',
  'variable-value-missing',
  'workflow-empty',
  'action-target-missing',
  'schedule-missing',
  'debug-too-long',
  'email-invalid',
  'action-circle',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** What a message is about. A step's problem names its operation too, so that it can be shown on the canvas. */
export const ItemReference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('workflow'), id: Id }),
  z.strictObject({ kind: z.literal('operation'), id: Id }),
  z.strictObject({ kind: z.literal('step'), id: Id, operationId: Id }),
  z.strictObject({ kind: z.literal('activity'), id: Id }),
  z.strictObject({ kind: z.literal('connection'), id: Id }),
  z.strictObject({ kind: z.literal('variable'), id: Id }),
  z.strictObject({ kind: z.literal('email'), id: Id }),
  z.strictObject({ kind: z.literal('schedule'), id: Id }),
]);
export type ItemReference = z.infer<typeof ItemReference>;

/** One thing that is wrong with the design. An `error` keeps what depends on it from being deployed; a `warning` does not. */
export const Problem = z.strictObject({
  code: ProblemCode,
  severity: z.enum(['error', 'warning']),
  item: ItemReference,
  message: z.string(),
  /** How to mend it. */
  fix: z.string(),
});
export type Problem = z.infer<typeof Problem>;
