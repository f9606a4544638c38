import { z } from 'zod';
import { Id } from '../project/id.ts';
import { RunState } from './run.ts';

/** In which order a list of runs stands. */
export const RunSort = z.enum(['newest', 'oldest', 'longest', 'most-bytes', 'most-objects', 'most-messages']);
export type RunSort = z.infer<typeof RunSort>;

/** Several states, separated by commas. */
const RunStates = z
  .string()
  .max(200)
  .transform((text) => text.split(','))
  .pipe(z.array(RunState).min(1));

/** Which runs a list shows, as the query of its URL. */
export const RunQuery = z.strictObject({
  operationId: Id.optional(),
  /** Of the operations that stand in the workflow now. */
  workflowId: Id.optional(),
  state: RunState.optional(),
  states: RunStates.optional(),
  /** Submitted then or later; then or earlier. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  /** A part of the operation's name, in upper or lower case. */
  operation: z.string().min(1).max(200).optional(),
  /** Words that stand in the run's messages, each as the beginning of a word. */
  message: z.string().min(1).max(200).optional(),
  /** Only runs that no action started; what their actions started comes with them, as `beneath`. */
  top: z.stringbool().optional(),
  sort: RunSort.default('newest'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RunQuery = z.infer<typeof RunQuery>;
