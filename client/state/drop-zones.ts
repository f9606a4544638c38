import type { GroupMember } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import { operationNumber, type Project } from '../../shared/project/project.ts';

/** What is being dragged, or placed with the keyboard. */
export type DragItem =
  | { kind: 'activity-type'; connectionId: Id; type: string }
  | { kind: 'activity'; activityId: Id }
  /** `others` are moved with it: the rest of what is selected with it. */
  | { kind: 'step'; stepId: Id; others?: readonly Id[] }
  | { kind: 'operation'; operationId: Id; others?: readonly Id[] }
  /** What stands on no canvas: only a custom group takes it. */
  | { kind: 'component'; component: GroupMember };

/** A place where something can be dropped: `index` is where it will stand, counted before anything is moved away. */
export type DropZone =
  /** Between, before or after the operations of a workflow. */
  | { kind: 'operation'; workflowId: Id; index: number }
  /** Between, before or after the steps of an operation. */
  | { kind: 'component'; operationId: Id; index: number };

export function isSameZone(a: DropZone | null, b: DropZone | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.index !== b.index) return false;
  if (a.kind === 'operation') return b.kind === 'operation' && a.workflowId === b.workflowId;
  return b.kind === 'component' && a.operationId === b.operationId;
}

/** A zone as text, unique in the project. */
export function zoneKey(zone: DropZone): string {
  return zone.kind === 'operation' ? `o:${zone.workflowId}:${zone.index}` : `c:${zone.operationId}:${zone.index}`;
}

/**
 * The zones of a workflow that an item may be dropped on, in reading order. An operation has component zones only while its
 * steps are shown, that is not for `collapsed` ones; operations themselves can stand between operations only.
 */
export function dropZonesFor(
  item: DragItem,
  project: Project,
  workflowId: Id,
  collapsed: Readonly<Record<Id, boolean>>,
): DropZone[] {
  const workflow = project.workflows.find((one) => one.id === workflowId);
  if (!workflow || item.kind === 'component') return [];
  const zones: DropZone[] = [{ kind: 'operation', workflowId, index: 0 }];
  for (const [index, operationId] of workflow.operationIds.entries()) {
    const steps = project.operations[operationId]?.steps ?? [];
    if (item.kind !== 'operation' && !collapsed[operationId])
      for (let at = 0; at <= steps.length; at += 1) zones.push({ kind: 'component', operationId, index: at });
    zones.push({ kind: 'operation', workflowId, index: index + 1 });
  }
  return zones;
}

/** A zone in words, for screen readers and tooltips. */
export function describeZone(zone: DropZone, project: Project): string {
  if (zone.kind === 'operation') {
    const ids = project.workflows.find((one) => one.id === zone.workflowId)?.operationIds ?? [];
    const before = ids[zone.index - 1];
    const after = ids[zone.index];
    if (before !== undefined) return `New operation after ${titleOf(project, before)}`;
    return after === undefined
      ? 'New operation in the empty workflow'
      : `New operation before ${titleOf(project, after)}`;
  }
  const steps = project.operations[zone.operationId]?.steps ?? [];
  const name = (index: number) => project.activities[steps[index]?.componentId ?? '']?.name ?? '';
  const operation = titleOf(project, zone.operationId);
  if (steps.length === 0) return `Operation ${operation}, first step`;
  if (zone.index === 0) return `Operation ${operation}, left of ${name(0)}`;
  return `Operation ${operation}, right of ${name(zone.index - 1)}`;
}

function titleOf(project: Project, operationId: Id): string {
  return `${operationNumber(project, operationId) ?? ''} ${project.operations[operationId]?.name ?? ''}`.trim();
}
