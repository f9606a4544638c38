import type { Project } from '../project/project.ts';
import type { ProjectVariable, VariableName } from '../project/variable.ts';
import { variablesNamedIn } from '../variables/named.ts';
import { EditError } from './edit-error.ts';

/**
 * Refuses to delete a variable that something names. What undoes the making of a variable that was named before it was there
 * is let through: then nothing breaks that was whole. @throws {EditError}
 */
export function refuseNamed(project: Project, variable: ProjectVariable, evenIfNamed: boolean): void {
  const user = evenIfNamed ? null : userOfName(project, variable.name);
  if (user) throw new EditError('edit-in-use', `The variable "${variable.name}" is named by the ${user}.`);
}

/** The first component that names a variable, as a message calls it, or null. */
export function userOfName(project: Project, name: VariableName): string | null {
  for (const [kind, things] of [
    ['activity', project.activities],
    ['connection', project.connections],
    ['e-mail', project.emails],
  ] as const)
    for (const thing of Object.values(things))
      if (variablesNamedIn(thing.settings).includes(name)) return `${kind} "${thing.name}"`;
  return null;
}
