import { holds, LEVEL_NAMES, type Level } from '../../shared/access/level.ts';
import type { Me } from '../../shared/api/access.ts';
import type { EnvironmentStatus } from '../../shared/api/environment-status.ts';

/** What decides what one may do: who one is, and where the open project lives. */
export interface Standing {
  readonly me: Me | null;
  readonly environment: Pick<EnvironmentStatus, 'id' | 'name'> | null;
}

/** One's level in an environment; null: none. While it is not known who one is the server decides. */
export function levelIn(me: Me | null, environmentId: string | undefined): Level | null {
  if (!me || me.mayAll) return 'write';
  return me.environments.find(({ id }) => id === environmentId)?.level ?? null;
}

/** Why one may not do, in the open project, what takes a level; null when one may. */
export function whyNotAllowed({ me, environment }: Standing, needed: Level): string | null {
  if (!me || me.mayAll || !environment) return null;
  const level = levelIn(me, environment.id);
  if (holds(level, needed)) return null;
  return `It needs ${LEVEL_NAMES[needed]} in the environment ${environment.name}. ${level ? `You have ${LEVEL_NAMES[level]}` : 'You have no access to it'}.`;
}

/** Whether one looks after the installation: everybody does until there are people. */
export function isAdministrator(me: Me | null): boolean {
  return me === null || me.mayAll;
}
