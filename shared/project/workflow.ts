import { z } from 'zod';
import { Id } from './id.ts';
import { Name } from './name.ts';

/** A named, ordered collection of operations; one tab of the canvas. It cannot itself run. */
export const Workflow = z.strictObject({
  id: Id,
  name: Name,
  operationIds: z.array(Id).max(20_000),
});
export type Workflow = z.infer<typeof Workflow>;
