import type { Project } from '../project/project.ts';
import { isReserved } from '../variables/known.ts';
import type { Problem } from './problem.ts';
import { remember } from './remember.ts';

const ofVariables = remember<Project['variables'], (name: string) => boolean>();

/** Tells whether a variable of that name exists, in the project or beside it; the same function while nothing changes. */
export function knownNames(project: Project, elsewhere: (name: string) => boolean): (name: string) => boolean {
  return ofVariables(project.variables, [elsewhere], () => {
    const names = new Set(Object.values(project.variables).map(({ name }) => name));
    return (name) => names.has(name) || elsewhere(name);
  });
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
