import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Id } from '../shared/project/id.ts';

/** The same for every start of a server on this machine and data folder: what the ids of its own things end with. */
export function placeOf(dataDir: string): string {
  return createHash('sha256').update(`${hostname()}\0${dataDir}`).digest('hex').slice(0, 20);
}

/** What the other servers of an installation know a server by. */
export function serverIdOf(dataDir: string): Id {
  return `srv_${placeOf(dataDir)}`;
}
