import { batch, type Edit } from '../../shared/edits/edit.ts';
import { variableChanges } from '../../shared/edits/rename-variable.ts';
import type { Id } from '../../shared/project/id.ts';
import { nameKey } from '../../shared/project/name.ts';
import type { Project } from '../../shared/project/project.ts';
import { type ProjectVariable, variableNameProblem } from '../../shared/project/variable.ts';
import { isReserved } from '../../shared/variables/known.ts';

/** What the dialog of a variable holds. */
export interface VariableDraft {
  name: string;
  /** Empty: there is none. */
  value: string;
  defaultValue: string;
  required: boolean;
  hidden: boolean;
  description: string;
}

export function draftOfVariable(variable: ProjectVariable | null, name: string): VariableDraft {
  return {
    name: variable?.name ?? name,
    value: '',
    defaultValue: variable?.defaultValue ?? '',
    required: variable?.required ?? false,
    hidden: variable?.hidden ?? false,
    description: variable?.description ?? '',
  };
}

/** What is wrong with a variable's name, or null: its form, or that another variable has it. */
export function namingProblem(project: Project, id: Id, name: string): string | null {
  const problem = variableNameProblem(name);
  if (problem !== null) return problem;
  if (isReserved(name)) return `"${name}" is the name of a Jitterbit variable.`;
  const rivals = Object.values(project.variables).filter((other) => other.id !== id);
  return rivals.some((other) => nameKey(other.name) === nameKey(name))
    ? `There is already a variable named "${name}".`
    : null;
}

export function variableOf(id: Id, draft: VariableDraft): ProjectVariable {
  const { name, defaultValue, required, hidden } = draft;
  const description = draft.description.trim();
  return {
    id,
    name,
    required,
    hidden,
    ...(hidden || defaultValue === '' ? {} : { defaultValue }),
    ...(description === '' ? {} : { description }),
  };
}

/** The edit that stores a variable: makes it, or changes it everywhere. */
export function variableEdit(project: Project, variable: ProjectVariable): { label: string; edit: Edit } {
  return project.variables[variable.id]
    ? { label: `Change ${variable.name}`, edit: batch(variableChanges(project, variable)) }
    : { label: `Create ${variable.name}`, edit: { type: 'variable.create', variable } };
}
