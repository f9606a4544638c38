import type { Edit } from '../../shared/edits/edit.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Schedule } from '../../shared/project/schedule.ts';

/** The edit that stores a schedule: changes it where the project has it, and makes it where the project does not, or no longer does. */
export function scheduleEdit(project: Project, schedule: Schedule): { label: string; edit: Edit } {
  const { id, name } = schedule;
  return project.schedules[id]
    ? { label: `Change ${name}`, edit: { type: 'schedule.change', schedule } }
    : { label: `Create ${name}`, edit: { type: 'schedule.create', schedule } };
}

/** The names of the project's other schedules. */
export function otherScheduleNames(project: Project, id: string): string[] {
  return Object.values(project.schedules).flatMap((other) => (other.id === id ? [] : [other.name]));
}
