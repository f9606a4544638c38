import { z } from 'zod';
import { Id } from './id.ts';
import { Name } from './name.ts';
import { Step } from './step.ts';

/** The smallest thing that runs: an ordered row of steps. */
export const Operation = z.strictObject({
  id: Id,
  name: Name,
  steps: z.array(Step).max(200),
});
export type Operation = z.infer<typeof Operation>;

/** The name a new operation gets before anybody types one. */
export const DEFAULT_OPERATION_NAME = 'New Operation';
