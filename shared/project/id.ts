import { z } from 'zod';

/** What the ids of each kind of thing start with, so that an id read in a log tells what it names. */
export type IdPrefix =
  | 'prj'
  | 'wfl'
  | 'opn'
  | 'stp'
  | 'act'
  | 'con'
  | 'cgr'
  | 'var'
  | 'eml'
  | 'sch'
  | 'sec'
  | 'edt'
  | 'dep'
  | 'run'
  | 'agt'
  | 'grp'
  | 'srv'
  | 'env'
  | 'req'
  | 'upl'
  | 'per'
  | 'key';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id: a three-letter prefix, `_`, and 20 characters of Crockford's base 32 (100 random bits), e.g. `opn_4k2…`. */
export const Id = z.string().regex(/^[a-z]{3}_[0-9a-z-]{1,60}$/, 'not an id');
export type Id = z.infer<typeof Id>;

/** A new random id with the given prefix. Runs in browser, server and agent. */
export function newId(prefix: IdPrefix): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `${prefix}_${Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('')}`;
}
