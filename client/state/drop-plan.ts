import type { Descriptor } from '../../shared/connector.ts';
import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { freeName } from '../../shared/project/name.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { type DropPlan, newOperationName, refuse } from './drop-outcome.ts';
import { dropSeveral } from './drop-several.ts';
import type { DragItem, DropZone } from './drop-zones.ts';
import type { Selected } from './selected.ts';

/** What dropping an item on a zone does: one edit, or the reason why it can't be done. */
export function planDrop(
  project: Project,
  descriptors: readonly Descriptor[],
  item: DragItem,
  zone: DropZone,
): DropPlan {
  switch (item.kind) {
    case 'activity-type':
      return dropActivityType(project, descriptors, item.connectionId, item.type, zone);
    case 'activity':
      return dropActivity(project, item.activityId, zone);
    case 'step':
      return item.others?.length
        ? dropSeveral(project, 'step', [item.stepId, ...item.others], zone)
        : dropStep(project, item.stepId, zone);
    case 'operation':
      return item.others?.length
        ? dropSeveral(project, 'operation', [item.operationId, ...item.others], zone)
        : dropOperation(project, item.operationId, zone);
    case 'component':
      return refuse('Only a custom group takes it.');
  }
}

function dropActivityType(
  project: Project,
  descriptors: readonly Descriptor[],
  connectionId: Id,
  typeId: string,
  zone: DropZone,
): DropPlan {
  const connection = project.connections[connectionId];
  if (!connection) return refuse('The connection is no longer in the project.');
  const descriptor = descriptors.find((one) => one.id === connection.connector);
  const type = descriptor?.activityTypes.find((one) => one.id === typeId);
  if (!type) return refuse(`The connector "${connection.connector}" has no such activity.`);
  const taken = Object.values(project.activities).filter((activity) => activity.type === typeId);
  const name = freeName(
    type.name,
    taken.map((activity) => activity.name),
  );
  const activity = { id: newId('act'), connectionId, type: typeId, name, settings: {}, configured: false };
  const { edits, stepId } = insertion(project, activity.id, zone);
  return {
    ok: true,
    label: `Add ${name}`,
    edit: batch([{ type: 'activity.create', activity }, ...edits]),
    select: { kind: 'step', id: stepId },
    rename: true,
  };
}

function dropActivity(project: Project, activityId: Id, zone: DropZone): DropPlan {
  const activity = project.activities[activityId];
  if (!activity) return refuse('The activity is no longer in the project.');
  const { edits, stepId } = insertion(project, activityId, zone);
  return {
    ok: true,
    label: `Add ${activity.name}`,
    edit: batch(edits),
    select: { kind: 'step', id: stepId },
    rename: false,
  };
}

function insertion(project: Project, componentId: Id, zone: DropZone): { edits: SimpleEdit[]; stepId: Id } {
  const step = { id: newId('stp'), kind: 'activity' as const, componentId };
  if (zone.kind === 'component')
    return {
      edits: [{ type: 'step.insert', operationId: zone.operationId, index: zone.index, step }],
      stepId: step.id,
    };
  const operation = { id: newId('opn'), name: newOperationName(project), steps: [step] };
  return {
    edits: [
      { type: 'operation.create', operation },
      { type: 'operation.place', operationId: operation.id, workflowId: zone.workflowId, index: zone.index },
    ],
    stepId: step.id,
  };
}

function dropStep(project: Project, stepId: Id, zone: DropZone): DropPlan {
  const found = findStep(project, stepId);
  if (!found) return refuse('The step is no longer in the project.');
  const name = project.activities[found.step.componentId]?.name ?? 'step';
  const select: Selected = { kind: 'step', id: stepId };
  const label = `Move ${name}`;
  if (zone.kind === 'operation') {
    const operation = { id: newId('opn'), name: newOperationName(project), steps: [] };
    const { workflowId, index } = zone;
    const edits: SimpleEdit[] = [
      { type: 'operation.create', operation },
      { type: 'operation.place', operationId: operation.id, workflowId, index },
      { type: 'step.move', stepId, operationId: operation.id, index: 0 },
    ];
    return { ok: true, label, edit: batch(edits), select, rename: false };
  }
  const within = found.operation.id === zone.operationId;
  const index = within && zone.index > found.index ? zone.index - 1 : zone.index;
  if (within && index === found.index) return { ok: true, label, edit: null, select, rename: false };
  const edit: Edit = { type: 'step.move', stepId, operationId: zone.operationId, index };
  return { ok: true, label, edit, select, rename: false };
}

function dropOperation(project: Project, operationId: Id, zone: DropZone): DropPlan {
  const operation = project.operations[operationId];
  if (!operation) return refuse('The operation is no longer in the project.');
  if (zone.kind === 'component') return refuse('An operation can’t stand inside another operation.');
  const { workflowId } = zone;
  const select: Selected = { kind: 'operation', id: operationId };
  const place = placeOf(project, operationId);
  if (!place) {
    const edit: Edit = { type: 'operation.place', operationId, workflowId, index: zone.index };
    return { ok: true, label: `Add ${operation.name}`, edit, select, rename: false };
  }
  const label = `Move ${operation.name}`;
  const within = place.workflowId === workflowId;
  const index = within && zone.index > place.index ? zone.index - 1 : zone.index;
  if (within && index === place.index) return { ok: true, label, edit: null, select, rename: false };
  return { ok: true, label, edit: { type: 'operation.move', operationId, workflowId, index }, select, rename: false };
}
