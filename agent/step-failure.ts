import type { Id } from '../shared/project/id.ts';

/** An error of a step, with the step that it is about: a target that reads from a source may fail by the source. */
export class StepFailure extends Error {
  readonly stepId: Id;

  constructor(stepId: Id, cause: unknown) {
    super('a step failed', { cause });
    this.stepId = stepId;
  }
}

/** The step an error is about: the one noted for it, else the one that was executed. */
export function blamed(failedAt: WeakMap<object, Id>, error: unknown, executed: Id): Id {
  const isObject = typeof error === 'object' && error !== null;
  return (isObject ? failedAt.get(error) : undefined) ?? executed;
}
