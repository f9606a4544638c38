import { type Dependant, dependencies } from '../../shared/checks/dependencies.ts';
import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Category } from '../state/menu-target.ts';

/** The kinds of components in a category; a category that is not here has none that can be deleted. */
const KINDS: Readonly<Partial<Record<Category, readonly Dependant['kind'][]>>> = {
  endpoints: ['activity', 'connection'],
  operations: ['operation'],
  variables: ['variable'],
  emails: ['email'],
  schedules: ['schedule'],
};

const known = new WeakMap<Project, readonly Dependant[]>();

/** The components of a category to which nothing refers. */
export function unusedIn(project: Project, category: Category): Dependant[] {
  const kinds = KINDS[category] ?? [];
  return unusedOf(project).filter(({ kind }) => kinds.includes(kind));
}

/** Everything to which nothing refers, found once: menus ask with every look at a category. */
function unusedOf(project: Project): readonly Dependant[] {
  const { things, usedBy } = dependencies(project);
  const unused = known.get(project) ?? things.filter((thing) => usedBy(thing).length === 0);
  known.set(project, unused);
  return unused;
}

/** The edit that deletes components to which nothing refers, as one; null when there are none. */
export function planDeleteUnused(things: readonly Dependant[]): { label: string; edit: Edit } | null {
  if (things.length === 0) return null;
  const what = things.length === 1 ? things[0]?.name : `${things.length} unused components`;
  return { label: `Delete ${what}`, edit: batch(things.flatMap(deletion)) };
}

function deletion({ kind, id }: Dependant): SimpleEdit[] {
  switch (kind) {
    case 'operation':
      return [{ type: 'operation.delete', operationId: id }];
    case 'activity':
      return [{ type: 'activity.delete', activityId: id }];
    case 'connection':
      return [{ type: 'connection.delete', connectionId: id }];
    case 'variable':
      return [{ type: 'variable.delete', variableId: id }];
    case 'email':
      return [{ type: 'email.delete', emailId: id }];
    case 'schedule':
      return [{ type: 'schedule.delete', scheduleId: id }];
    case 'workflow':
      return [];
  }
}
