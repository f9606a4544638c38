import type { Level } from './level.ts';

/**
 * What a caller of a route needs, once there are people:
 * - `anyone`: nothing, not even the access token;
 * - `visitor`: nothing; while there are no people, what a server beyond loopback asks of everybody;
 * - `person`: to be signed in, or an access key. What the reply holds is what the person may see;
 * - `account`: to be signed in: an access key is not enough;
 * - `administrator`: to be one;
 * - `project`: a level in the environment of the project that the path names; `into`: and in the environment that the body names;
 *   `deploying`: `write` there, where the body says `deploy`;
 * - `environment`: a level in the environment that the body names, or else the default one.
 *
 * A project in whose environment one has no level does not exist for one: 404.
 */
export type Need =
  | { readonly kind: 'anyone' | 'visitor' | 'person' | 'account' | 'administrator' }
  | { readonly kind: 'project'; readonly level: Level; readonly into?: true; readonly deploying?: true }
  | { readonly kind: 'environment'; readonly level: Level };

export const ANYONE: Need = { kind: 'anyone' };
export const VISITOR: Need = { kind: 'visitor' };
export const PERSON: Need = { kind: 'person' };
export const ACCOUNT: Need = { kind: 'account' };
export const ADMINISTRATOR: Need = { kind: 'administrator' };

/** A level in the environment of the project that the path names. */
export function inProject(level: Level): Need {
  return { kind: 'project', level };
}
