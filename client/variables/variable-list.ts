import { globalsOf } from '../../shared/checks/globals.ts';
import { isFreeForGlobals, takenKeys } from '../../shared/checks/variable-problems.ts';
import type { Project } from '../../shared/project/project.ts';
import { isPredefined, PREDEFINED_VARIABLES } from '../../shared/variables/known.ts';
import { printPart } from '../../shared/variables/template.ts';

/** The kinds of variables, by the letter that a pill begins with. */
export const KIND_LETTER = { project: 'P', global: 'G', jitterbit: 'J' } as const;
export type VariableKind = keyof typeof KIND_LETTER;

/** One row of the picker. */
export interface ListedVariable {
  kind: VariableKind;
  name: string;
  /** What it stands for, or its default value. */
  note: string;
  /** What choosing it puts into a field. */
  reference: string;
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
    {
      title: 'Global variables',
      variables: ofFields(project).filter(matches),
      empty: 'None: a reference with a default, [name]{default}, names one.',
    },
    { title: 'Jitterbit variables', variables: JITTERBIT.filter(matches), empty: 'None.' },
  ];
}

/** What kind of variable a reference names; null when there is none of that name. */
export function kindOf(project: Project | null, name: string, hasDefault: boolean): VariableKind | null {
  if (isPredefined(name)) return 'jitterbit';
  const variables = project?.variables ?? {};
  if (Object.values(variables).some((variable) => variable.name === name)) return 'project';
  return hasDefault && isFreeForGlobals(name, takenKeys(variables)) ? 'global' : null;
}

const JITTERBIT: readonly ListedVariable[] = Object.entries(PREDEFINED_VARIABLES)
  .map(([name, note]): ListedVariable => ({ kind: 'jitterbit', name, note, reference: `[${name}]` }))
  // The short ones, for names of files, are wanted most.
  .toSorted((a, b) => Number(a.name.includes('.')) - Number(b.name.includes('.')));

function ofProject(project: Project | null): ListedVariable[] {
  return Object.values(project?.variables ?? {})
    .map(({ name, hidden, defaultValue, description }): ListedVariable => {
      const note = description ?? (hidden ? 'Hidden' : defaultValue === undefined ? '' : `Default: ${defaultValue}`);
      return { kind: 'project', name, note, reference: `[${name}]` };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** Those that fields of the project name; each is put in with its default, without which it would be unknown. */
function ofFields(project: Project | null): ListedVariable[] {
  return (project ? globalsOf(project) : []).map(({ name, defaults }): ListedVariable => {
    const [fallback = ''] = defaults;
    const note = fallback === '' ? 'Default: empty' : `Default: ${defaults.join(', ')}`;
    return { kind: 'global', name, note, reference: printPart({ kind: 'reference', name, fallback }) };
  });
}
