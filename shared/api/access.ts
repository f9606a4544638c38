import { z } from 'zod';
import { Level } from '../access/level.ts';
import { Id } from '../project/id.ts';

/** How a person is called. */
export const PersonName = z.string().trim().min(1).max(128);

/** What one signs in with: an e-mail address or any other name, in upper or lower case. */
export const UserName = z
  .string()
  .trim()
  .regex(/^[^\s\p{C}]{1,254}$/u, 'a user name has 1 to 254 characters and no spaces');

/** Long is enough: no other rules. */
export const NewPassword = z.string().min(12).max(1024);

/** A password to be compared: of any length that a body may have. */
export const GivenPassword = z.string().max(1024);

export const Person = z.object({
  id: Id,
  name: z.string(),
  userName: z.string(),
  isAdministrator: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** The level that a person has in environments, by their ids; none where it is absent. */
export const Levels = z.record(Id, Level);
export type Levels = z.infer<typeof Levels>;

/** A person, as administrators see them. */
export const PersonDetail = z.object({
  ...Person.shape,
  disabled: z.boolean(),
  levels: Levels,
  createdAt: z.iso.datetime(),
  /** Null: never. */
  lastSignInAt: z.iso.datetime().nullable(),
  /** How many sessions go on, and how many access keys are good. */
  sessions: z.number().int(),
  accessKeys: z.number().int(),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

/** Who one is, and what one may do. */
export const Me = z.object({
  /** `open`: there are no people yet, and whoever gets here may do everything. `people`: everybody signs in. */
  access: z.enum(['open', 'people']),
  /** Null: not signed in, or nobody needs to be. */
  person: Person.nullable(),
  /** Whether everything is allowed: to an administrator, and to everybody while there are no people. */
  mayAll: z.boolean(),
  /** The environments that exist for one, the default one first, with one's level in each (`write` where everything is allowed). */
  environments: z.array(z.object({ id: Id, name: z.string(), isDefault: z.boolean(), level: Level })),
});
export type Me = z.infer<typeof Me>;

/** How long an access key may be good at most, in days. */
export const MOST_KEY_DAYS = 366;

/** An access key, without itself: it is shown once. */
export const AccessKey = z.object({
  id: Id,
  name: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** To the minute; null: never. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type AccessKey = z.infer<typeof AccessKey>;
