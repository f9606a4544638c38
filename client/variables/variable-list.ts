import type { Project } from '../../shared/project/project.ts';
import { isPredefined, PREDEFINED_VARIABLES } from '../../shared/variables/known.ts';

/** The kinds of variables, by the letter that a pill begins with. */
export const KIND_LETTER = { project: 'P', global: 'G', jitterbit: 'J' } as const;
export type VariableKind = keyof typeof KIND_LETTER;

/** One row of the picker. */
export interface ListedVariable {
  kind: VariableKind;
  name: string;
  /** What it stands for, or its default value. */
  note: string;
}

export interface VariableGroup {
  title: string;
  variables: readonly ListedVariable[];
  /** Stands where there are none. */
  empty: string;
}

/** The variables whose name or note has all words of a search, in their groups. */
export function variableGroups(project: Project | null, search: string): VariableGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ name, note }: ListedVariable) => {
    const text = `${name} ${note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return [
    { title: 'Project variables', variables: ofProject(project).filter(matches), empty: 'None.' },
    { title: 'Global variables', variables: [], empty: 'No script or mapping sets any.' },
    { title: 'Jitterbit variables', variables: JITTERBIT.filter(matches), empty: 'None.' },
  ];
}

/** What kind of variable a name is; null when there is none of that name. */
export function kindOf(project: Project | null, name: string): VariableKind | null {
  if (isPredefined(name)) return 'jitterbit';
  const isThere = Object.values(project?.variables ?? {}).some((variable) => variable.name === name);
  return isThere ? 'project' : null;
}

const JITTERBIT: readonly ListedVariable[] = Object.entries(PREDEFINED_VARIABLES)
  .map(([name, note]): ListedVariable => ({ kind: 'jitterbit', name, note }))
  // The short ones, for names of files, are wanted most.
  .toSorted((a, b) => Number(a.name.includes('.')) - Number(b.name.includes('.')));

function ofProject(project: Project | null): ListedVariable[] {
  return Object.values(project?.variables ?? {})
    .map(({ name, hidden, defaultValue, description }): ListedVariable => {
      const note = description ?? (hidden ? 'Hidden' : defaultValue === undefined ? '' : `Default: ${defaultValue}`);
      return { kind: 'project', name, note };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
