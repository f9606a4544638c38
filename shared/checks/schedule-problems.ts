import type { Project } from '../project/project.ts';
import type { Problem } from './problem.ts';

/** Operations whose schedule is not there. Edits refuse that; a document that comes from elsewhere can have it. */
export function scheduleProblems(project: Project): Problem[] {
  return Object.values(project.operations)
    .filter(({ scheduleId }) => scheduleId !== undefined && !Object.hasOwn(project.schedules, scheduleId))
    .map(({ id, name }) => ({
      code: 'schedule-missing',
      severity: 'error',
      item: { kind: 'operation', id },
      message: `The schedule of the operation "${name}" is not in the project.`,
      fix: 'Open its settings, and choose another schedule or none.',
    }));
}
