import { holds, type Level } from '../../shared/access/level.ts';
import type { Person } from '../../shared/api/access.ts';
import type { Id } from '../../shared/project/id.ts';

/** Somebody who is known, with what they may do. */
export interface KnownPerson extends Person {
  /** By environment. */
  levels: ReadonlyMap<Id, Level>;
}

/** Who sends a request. */
export interface Who {
  /** Null: nobody is signed in. */
  person: KnownPerson | null;
  /** Whether everything is allowed: to administrators, and to everybody while there are no people. */
  mayAll: boolean;
  via: 'browser' | 'access-key' | 'open';
  /** The name of the access key. */
  accessKey: string | null;
  /** The IP address that the request came from. */
  address: string | null;
  /** Which browser or program, where it was said. */
  clientId: string | null;
}

/** The level in an environment; null: it does not exist for them. */
export function levelIn(who: Pick<Who, 'person' | 'mayAll'>, environmentId: Id): Level | null {
  return who.mayAll ? 'write' : (who.person?.levels.get(environmentId) ?? null);
}

/** Whether they have a level in an environment, or one that holds it. */
export function mayIn(who: Pick<Who, 'person' | 'mayAll'>, environmentId: Id, level: Level): boolean {
  return holds(levelIn(who, environmentId), level);
}
