import { z } from 'zod';
import { Id } from './id.ts';
import { Name } from './name.ts';
import { Settings } from './settings.ts';

/** A configured connector: its name is the endpoint's name too. Secrets stand in `settings` as references. */
export const Connection = z.strictObject({
  id: Id,
  connector: z.string().min(1).max(64),
  name: Name,
  settings: Settings,
});
export type Connection = z.infer<typeof Connection>;
