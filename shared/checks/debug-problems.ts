import type { Project } from '../project/project.ts';
import { MOST_DEBUG_DAYS } from '../runs/debug.ts';
import type { Problem } from './problem.ts';

/** Two weeks by the calendar are an hour longer where daylight saving ends meanwhile. */
const HOUR_MS = 3_600_000;

/** Operations whose debug mode is set for longer than it may be. The screen refuses that; other people's programs can have it. */
export function debugProblems(project: Project, now: Date): Problem[] {
  const latest = now.getTime() + MOST_DEBUG_DAYS * 24 * HOUR_MS + HOUR_MS;
  return Object.values(project.operations)
    .filter(({ options }) => options?.debugUntil !== undefined && Date.parse(options.debugUntil) > latest)
    .map(({ id, name }) => ({
      code: 'debug-too-long',
      severity: 'error',
      item: { kind: 'operation', id },
      message: `Debug mode of the operation "${name}" is set for more than two weeks ahead.`,
      fix: 'Open its settings, and choose a date at most two weeks ahead in the options.',
    }));
}
