import type { Globals, RunGlobals } from '../../shared/api/variables.ts';
import type { Project } from '../../shared/project/project.ts';
import { isReserved } from '../../shared/variables/known.ts';
import { ApiError } from '../http/api-error.ts';

/**
 * Refuses values that a run can't be started with: those of Jitterbit variables, which are the runtime's, and those of hidden
 * project variables, which would stand readable with the run. @throws {ApiError} `invalid-request`
 */
export function refuseGlobals(globals: Globals, project: Project): void {
  const names = Object.keys(globals);
  const reserved = names.find(isReserved);
  if (reserved !== undefined)
    throw new ApiError('invalid-request', `A run can't be started with a value of [${reserved}]: it is read only.`, {
      todo: 'Leave it out, or use another name.',
    });
  const secret = hiddenNames(project);
  const hidden = names.find((name) => secret.has(name));
  if (hidden !== undefined)
    throw new ApiError('invalid-request', `A run can't be started with a value of [${hidden}]: it is hidden.`, {
      todo: 'Set its value in the project instead.',
    });
}

/** What may be told of the values that a run was started with: not those of variables that have been hidden since. */
export function shownGlobals(globals: Globals, project: Project): RunGlobals {
  const hidden = hiddenNames(project);
  const entries = Object.entries(globals);
  return {
    globals: Object.fromEntries(entries.filter(([name]) => !hidden.has(name))),
    withheld: entries.map(([name]) => name).filter((name) => hidden.has(name)),
  };
}

function hiddenNames(project: Project): ReadonlySet<string> {
  return new Set(Object.values(project.variables).flatMap(({ name, hidden }) => (hidden ? [name] : [])));
}
