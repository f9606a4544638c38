import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { nameOf } from '../state/item-name.ts';
import type { Selected } from '../state/selected.ts';

/** The activities to which nothing would refer any more once these operations are gone. */
export function leftBehind(project: Project, operationIds: readonly Id[]): Activity[] {
  const gone = new Set(operationIds);
  const kept = Object.values(project.operations).filter((operation) => !gone.has(operation.id));
  const used = new Set(kept.flatMap((operation) => operation.steps.map((step) => step.componentId)));
  const referred = new Set(
    operationIds.flatMap((id) => project.operations[id]?.steps.map((step) => step.componentId) ?? []),
  );
  return [...referred].filter((id) => !used.has(id)).flatMap((id) => project.activities[id] ?? []);
}

/** The operations of a workflow. */
export function operationsOf(project: Project, workflowId: Id): Id[] {
  return project.workflows.find((workflow) => workflow.id === workflowId)?.operationIds ?? [];
}

/**
 * The edit that destroys an item. `more`: for an operation, the activities it leaves behind too; for a workflow, its
 * operations too. Null when there is no such item, or when it is a step, which can only be removed.
 */
export function planDelete(project: Project, item: Selected, more: boolean): { label: string; edit: Edit } | null {
  const name = nameOf(item, project);
  if (name === null || item.kind === 'step') return null;
  return { label: `Delete ${name}`, edit: batch(deletions(project, { ...item, kind: item.kind }, more)) };
}

function deletions(
  project: Project,
  item: { kind: Exclude<Selected['kind'], 'step'>; id: Id },
  more: boolean,
): SimpleEdit[] {
  switch (item.kind) {
    case 'activity':
      return [{ type: 'activity.delete', activityId: item.id }];
    case 'connection':
      return [{ type: 'connection.delete', connectionId: item.id }];
    case 'operation':
      return [
        ...(placeOf(project, item.id) ? [{ type: 'operation.remove' as const, operationId: item.id }] : []),
        { type: 'operation.delete', operationId: item.id },
        ...(more ? leftBehind(project, [item.id]) : []).map(({ id }) => ({
          type: 'activity.delete' as const,
          activityId: id,
        })),
      ];
    case 'workflow': {
      const operationIds = operationsOf(project, item.id);
      return [
        { type: 'workflow.delete', workflowId: item.id },
        ...(more ? operationIds : []).map((operationId) => ({ type: 'operation.delete' as const, operationId })),
      ];
    }
  }
}
