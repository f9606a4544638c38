import type { Globals } from '../../shared/api/variables.ts';
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
  const hidden = Object.values(project.variables).find((variable) => variable.hidden && names.includes(variable.name));
  if (hidden)
    throw new ApiError('invalid-request', `A run can't be started with a value of [${hidden.name}]: it is hidden.`, {
      todo: 'Set its value in the project instead.',
    });
}
