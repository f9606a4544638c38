import { z } from 'zod';
import { Id } from './id.ts';

/** A step of an operation: a reference to a component. The component is shared by all the steps that refer to it. */
export const Step = z.strictObject({
  id: Id,
  kind: z.literal('activity'),
  componentId: Id,
});
export type Step = z.infer<typeof Step>;
