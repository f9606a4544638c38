import { LEVEL_NAMES, LEVELS, Level } from '../../../shared/access/level.ts';
import type { Levels } from '../../../shared/api/access.ts';
import type { SelectChoice } from '../../ui/Select.tsx';

const MAY: Readonly<Record<Level, string>> = {
  'view-logs': 'Sees runs and what their logs say.',
  read: 'Sees designs, too.',
  execute: 'Runs and cancels what is deployed, too.',
  write: 'Edits, deploys and sets values, too.',
};

export const NO_ACCESS = 'none';

/** No access, then the levels, the least first. */
export const LEVEL_CHOICES: readonly SelectChoice[] = [
  { value: NO_ACCESS, label: 'No access', hint: 'The environment and its projects do not show.' },
  ...LEVELS.map((level) => ({ value: level, label: LEVEL_NAMES[level], hint: MAY[level] })),
];

/** Levels with another one, or none, in an environment. */
export function withLevel(levels: Levels, environmentId: string, chosen: string): Levels {
  const { [environmentId]: _before, ...others } = levels;
  const level = Level.safeParse(chosen);
  return level.success ? { ...others, [environmentId]: level.data } : others;
}

/** `Read`, or `no access`, in a sentence. */
export function levelInWords(chosen: string): string {
  const level = Level.safeParse(chosen);
  return level.success ? LEVEL_NAMES[level.data] : 'no access';
}
