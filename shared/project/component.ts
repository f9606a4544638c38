import type { GroupMemberKind } from './group.ts';
import type { Id } from './id.ts';
import type { Project } from './project.ts';

/** The components of a kind that can be in a custom group, by id. */
export function componentsOf(project: Project, kind: GroupMemberKind): Readonly<Record<Id, { id: Id; name: string }>> {
  switch (kind) {
    case 'operation':
      return project.operations;
    case 'activity':
      return project.activities;
    case 'variable':
      return project.variables;
    case 'email':
      return project.emails;
    case 'schedule':
      return project.schedules;
  }
}
