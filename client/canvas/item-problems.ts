import type { Problem } from '../../shared/checks/problem.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Step } from '../../shared/project/step.ts';
import type { Designer } from '../state/designer.ts';

export const NO_PROBLEMS: readonly Problem[] = [];

const indexes = new WeakMap<readonly Problem[], Map<Id, Problem[]>>();
const joined = new WeakMap<readonly Problem[], Map<Id, readonly Problem[]>>();

/** An item's own problems; the same list until the problems change. */
export function problemsOf({ problems }: Pick<Designer, 'problems'>, id: Id): readonly Problem[] {
  let index = indexes.get(problems);
  if (!index) {
    index = Map.groupBy(problems, (problem) => problem.item.id);
    indexes.set(problems, index);
  }
  return index.get(id) ?? NO_PROBLEMS;
}

/** The problems of a step: of its place, and of the activity it refers to. */
export function problemsOfStep(state: Pick<Designer, 'problems'>, step: Step): readonly Problem[] {
  const own = problemsOf(state, step.id);
  const activity = problemsOf(state, step.componentId);
  if (own.length === 0) return activity;
  if (activity.length === 0) return own;
  const known = joined.get(state.problems) ?? new Map<Id, readonly Problem[]>();
  joined.set(state.problems, known);
  const both = known.get(step.id) ?? [...own, ...activity];
  known.set(step.id, both);
  return both;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Whether a step can't be deployed as it is: it, its activity, or the connection of that. */
export function isStepInvalid(state: Pick<Designer, 'problems' | 'project'>, step: Step): boolean {
  const connectionId = state.project?.activities[step.componentId]?.connectionId ?? '';
  return hasErrors(problemsOfStep(state, step)) || hasErrors(problemsOf(state, connectionId));
}

/** Whether an operation can't be deployed as it is. */
export function isOperationInvalid(state: Pick<Designer, 'problems' | 'project'>, operationId: Id): boolean {
  const steps = state.project?.operations[operationId]?.steps ?? [];
  return hasErrors(problemsOf(state, operationId)) || steps.some((step) => isStepInvalid(state, step));
}
