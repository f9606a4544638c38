import { z } from 'zod';
import { Id } from './id.ts';
import { Name } from './name.ts';
import { Settings } from './settings.ts';

/** A configured instance of one of a connector's activity types, bound to one connection. */
export const Activity = z.strictObject({
  id: Id,
  connectionId: Id,
  /** The activity type's id in the connector's descriptor, e.g. `get-object`. */
  type: z.string().min(1).max(64),
  name: Name,
  settings: Settings,
  /** Whether its configuration screen was gone through to **Finished** at least once. */
  configured: z.boolean(),
});
export type Activity = z.infer<typeof Activity>;
