import type { z } from 'zod';
import type { Levels, PersonDetail } from '../../../shared/api/access.ts';
import type { routes } from '../../../shared/api/routes.ts';

/** What can be changed of a person; what is absent stays. */
export type PersonChange = z.input<typeof routes.changePerson.body>;

/**
 * What takes a change back, and nothing that was changed since.
 * @param before the person before the change
 * @param now their levels now
 */
export function takingBack(before: PersonDetail, change: PersonChange, now: Levels): PersonChange {
  return {
    ...(change.levels === undefined ? {} : { levels: formerLevels(before.levels, change.levels, now) }),
    ...(change.isAdministrator === undefined ? {} : { isAdministrator: before.isAdministrator }),
    ...(change.disabled === undefined ? {} : { disabled: before.disabled }),
  };
}

/** The levels of now, but for the environments in which the change made a difference: there they are as before. */
function formerLevels(before: Levels, changed: Levels, now: Levels): Levels {
  const ids = new Set([...Object.keys(before), ...Object.keys(changed), ...Object.keys(now)]);
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const level = before[id] === changed[id] ? now[id] : before[id];
      return level === undefined ? [] : [[id, level]];
    }),
  );
}
