import { z } from 'zod';

/** What a person may do in an environment, the least first; each level holds those before it. */
export const LEVELS = ['view-logs', 'read', 'execute', 'write'] as const;
export const Level = z.enum(LEVELS);
export type Level = z.infer<typeof Level>;

/** As people read them. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  'view-logs': 'View logs',
  read: 'Read',
  execute: 'Execute',
  write: 'Write',
};

/** Whether a level, or none, is enough where another one is needed. */
export function holds(level: Level | null | undefined, needed: Level): boolean {
  return level !== null && level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
}
