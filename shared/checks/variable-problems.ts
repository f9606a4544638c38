import { nameKey } from '../project/name.ts';
import type { Project } from '../project/project.ts';
import { isReserved } from '../variables/known.ts';
import type { KnownVariable } from './fields.ts';
import type { Problem } from './problem.ts';
import { remember } from './remember.ts';

/** How to mend a reference to a variable that does not exist. */
export const UNKNOWN_VARIABLE_FIX =
  'Create the project variable, correct its name, or give the reference a default, as in [name]{default}: it is then a global variable.';

const ofVariables = remember<Project['variables'], KnownVariable>();

/**
 * Tells whether a variable of that name exists, in the project or beside it; the same function while nothing changes. A name
 * that is neither, where the field gives a default, is a global variable: nothing need have set it.
 */
export function knownNames(project: Project, elsewhere: KnownVariable): KnownVariable {
  return ofVariables(project.variables, [elsewhere], () => {
    const names = new Set(Object.values(project.variables).map(({ name }) => name));
    const taken = takenKeys(project.variables);
    return (name, hasDefault) =>
      names.has(name) || elsewhere(name, hasDefault) || (hasDefault && isFreeForGlobals(name, taken));
  });
}

/** The names of project variables, in the form in which names are compared. */
export function takenKeys(variables: Project['variables']): ReadonlySet<string> {
  return new Set(Object.values(variables).map(({ name }) => nameKey(name)));
}

/** Whether a name can be a global variable's: all variables share one namespace, in which upper and lower case are alike. */
export function isFreeForGlobals(name: string, taken: ReadonlySet<string>): boolean {
  return !isReserved(name) && !taken.has(nameKey(name));
}

/** Project variables whose names are the runtime's; that two of them have one name is found with all other names. */
export function variableProblems(project: Project): Problem[] {
  return Object.values(project.variables)
    .filter(({ name }) => isReserved(name))
    .map(({ id, name }) => ({
      code: 'name-not-unique',
      severity: 'error',
      item: { kind: 'variable', id },
      message: `The project variable "${name}" has the name of a Jitterbit variable.`,
      fix: 'Rename it.',
    }));
}
