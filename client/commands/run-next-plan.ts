import type { Edit } from '../../shared/edits/edit.ts';
import { type ActionCondition, CONDITION_LABEL } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import { runsNext } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';

/** An operation that can be chosen to be run next. */
export interface Candidate {
  id: Id;
  /** E.g. `1.0 Copy invoices`. */
  title: string;
  /** Its workflow's name, or that it is in none. */
  where: string;
}

/** The operation that an operation runs on a condition now, or null. */
export function nextOf(project: Project, operationId: Id, condition: ActionCondition): Id | null {
  const operation = project.operations[operationId];
  return (operation && runsNext(operation).find((next) => next.condition === condition)?.operationId) ?? null;
}

/**
 * The operations that an operation may run, in the order of {@link operationChoices}: all but itself and those that lead to
 * it, as they would run one another for ever.
 */
export function candidates(project: Project, operationId: Id): Candidate[] {
  const leading = leadingTo(project, operationId);
  return operationChoices(project).filter(({ id }) => !leading.has(id));
}

/** Every operation, in the order of the workflows, those in none last. */
export function operationChoices(project: Project): Candidate[] {
  const placed = new Set<Id>();
  const found = project.workflows.flatMap((workflow, number) =>
    workflow.operationIds.map((id, index): Candidate => {
      placed.add(id);
      return { id, title: `${number + 1}.${index} ${project.operations[id]?.name ?? ''}`, where: workflow.name };
    }),
  );
  const loose = Object.values(project.operations)
    .filter(({ id }) => !placed.has(id))
    .map(({ id, name }): Candidate => ({ id, title: name, where: 'in no workflow' }));
  return [...found, ...loose];
}

/** An operation and those whose actions lead to it. */
function leadingTo(project: Project, operationId: Id): Set<Id> {
  const runners = new Map<Id, Id[]>();
  for (const operation of Object.values(project.operations))
    for (const next of runsNext(operation))
      runners.set(next.operationId, [...(runners.get(next.operationId) ?? []), operation.id]);
  const leading = new Set([operationId]);
  for (const id of leading) for (const runner of runners.get(id) ?? []) leading.add(runner);
  return leading;
}

/** The edit that makes an operation run another one; null when it does so already. */
export function planRunNext(
  project: Project,
  operationId: Id,
  condition: ActionCondition,
  targetId: Id,
): { label: string; edit: Edit } | null {
  const before = nextOf(project, operationId, condition);
  if (before === targetId) return null;
  const action = { condition, do: { kind: 'run-operation' as const, operationId: targetId } };
  return {
    label: `${CONDITION_LABEL[condition]} run ${project.operations[targetId]?.name ?? ''}`,
    edit: { type: before === null ? 'action.add' : 'action.change', operationId, action },
  };
}
