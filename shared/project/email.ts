import { z } from 'zod';
import { Id } from './id.ts';
import { Name } from './name.ts';
import { Settings } from './settings.ts';

/**
 * An e-mail that actions send: the SMTP server, and what is sent to whom. Its settings are the fields of
 * `shared/email/screen.ts`; the password stands in them as a reference to a secret. Addresses are separated by commas.
 */
export const Email = z.strictObject({ id: Id, name: Name, settings: Settings });
export type Email = z.infer<typeof Email>;
