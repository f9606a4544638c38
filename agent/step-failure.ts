import type { Id } from '../shared/project/id.ts';

/** An error of a step, with the step that it is about: a target that reads from a source may fail by the source. */
export class StepFailure extends Error {
  readonly stepId: Id;

  constructor(stepId: Id, cause: unknown) {
    super('a step failed', { cause });
    this.stepId = stepId;
  }
}

/** Which step an error came from, when it comes out of another one that reads from it. Costs nothing as long as there is no error. */
export class FailedAt {
  private of: WeakMap<object, Id> | undefined;

  /** Notes an error's step; the first that is noted counts. */
  note(error: unknown, stepId: Id): void {
    if (typeof error !== 'object' || error === null) return;
    this.of ??= new WeakMap();
    if (!this.of.has(error)) this.of.set(error, stepId);
  }

  /** The step an error is about: the one noted for it, else the one that was executed. */
  blamed(error: unknown, executed: Id): Id {
    const isObject = typeof error === 'object' && error !== null;
    return (isObject ? this.of?.get(error) : undefined) ?? executed;
  }
}
