import { batch, type Edit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { variableChanges } from '../../shared/edits/rename-variable.ts';
import { nameKey, nameProblem } from '../../shared/project/name.ts';
import type { Project } from '../../shared/project/project.ts';
import { variableNameProblem } from '../../shared/project/variable.ts';
import { isReserved } from '../../shared/variables/known.ts';
import { nameOf } from './item-name.ts';
import type { Named } from './selected.ts';

export type RenamePlan =
  | { problem: string }
  /** `edit` is null when the name stays as it is. */
  | { problem: null; label: string; edit: Edit | null };

/** The edit that gives an item another name, or what is wrong with the name: its form, or that another has it. */
export function planRename(project: Project, item: Named, typed: string): RenamePlan {
  const name = typed.trim();
  const before = nameOf(item, project);
  if (before === null) return { problem: 'It is no longer in the project.' };
  const label = `Rename ${before}`;
  if (name === before) return { problem: null, label, edit: null };
  const problem = formProblem(item, name) ?? takenProblem(project, item, name);
  return problem === null ? { problem, label, edit: renameEdit(project, item, name) } : { problem };
}

/** Variables have names of their own kind. */
function formProblem(item: Named, name: string): string | null {
  if (item.kind !== 'variable') return nameProblem(name);
  return variableNameProblem(name) ?? (isReserved(name) ? `"${name}" is the name of a Jitterbit variable.` : null);
}

function renameEdit(project: Project, item: Named, name: string): Edit | null {
  switch (item.kind) {
    case 'workflow':
      return { type: 'workflow.rename', workflowId: item.id, name };
    case 'operation':
      return { type: 'operation.rename', operationId: item.id, name };
    case 'step':
      return renameEdit(project, { kind: 'activity', id: findStep(project, item.id)?.step.componentId ?? '' }, name);
    case 'activity': {
      const activity = project.activities[item.id];
      return activity ? { type: 'activity.change', activity: { ...activity, name } } : null;
    }
    case 'connection': {
      const connection = project.connections[item.id];
      return connection ? { type: 'connection.change', connection: { ...connection, name } } : null;
    }
    case 'variable': {
      const variable = project.variables[item.id];
      return variable ? batch(variableChanges(project, { ...variable, name })) : null;
    }
    case 'email': {
      const email = project.emails[item.id];
      return email ? { type: 'email.change', email: { ...email, name } } : null;
    }
    case 'schedule': {
      const schedule = project.schedules[item.id];
      return schedule ? { type: 'schedule.change', schedule: { ...schedule, name } } : null;
    }
    case 'group':
      return { type: 'group.rename', groupId: item.id, name };
  }
}

/** Names are unique within their kind; activities' within their type, connections' within their connector. */
function takenProblem(project: Project, item: Named, name: string): string | null {
  const rivals = rivalsOf(project, item);
  return rivals.some((rival) => nameKey(rival.name) === nameKey(name))
    ? `There is already ${ARTICLES[item.kind]} named "${name}".`
    : null;
}

const ARTICLES: Record<Named['kind'], string> = {
  workflow: 'a workflow',
  operation: 'an operation',
  step: 'an activity of this type',
  activity: 'an activity of this type',
  connection: 'a connection of this kind',
  variable: 'a variable',
  email: 'an e-mail',
  schedule: 'a schedule',
  group: 'a group',
};

function rivalsOf(project: Project, item: Named): { id: string; name: string }[] {
  switch (item.kind) {
    case 'workflow':
      return project.workflows.filter((one) => one.id !== item.id);
    case 'operation':
      return Object.values(project.operations).filter((one) => one.id !== item.id);
    case 'step':
      return rivalsOf(project, { kind: 'activity', id: findStep(project, item.id)?.step.componentId ?? '' });
    case 'activity': {
      const type = project.activities[item.id]?.type;
      return Object.values(project.activities).filter((one) => one.id !== item.id && one.type === type);
    }
    case 'connection': {
      const connector = project.connections[item.id]?.connector;
      return Object.values(project.connections).filter((one) => one.id !== item.id && one.connector === connector);
    }
    case 'variable':
      return Object.values(project.variables).filter((one) => one.id !== item.id);
    case 'email':
      return Object.values(project.emails).filter((one) => one.id !== item.id);
    case 'schedule':
      return Object.values(project.schedules).filter((one) => one.id !== item.id);
    case 'group':
      return Object.values(project.groups).filter((one) => one.id !== item.id);
  }
}
