import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { copyName } from '../../shared/project/name.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import type { Selected } from '../state/selected.ts';

/** The edit that puts a duplicate of an operation right after it; null when the operation is gone. */
export function duplicateOperation(
  project: Project,
  operationId: Id,
  steps: 'references' | 'copies',
): { label: string; edit: Edit; select: Selected } | null {
  const operation = project.operations[operationId];
  if (!operation) return null;
  const edits: SimpleEdit[] = [];
  const copies = new Map<Id, Id>();
  const taken = Object.values(project.activities).map(({ type, name }) => ({ type, name }));

  const copyOf = (componentId: Id): Id => {
    const activity = project.activities[componentId];
    const known = copies.get(componentId);
    if (known || !activity) return known ?? componentId;
    const rivals = taken.filter((other) => other.type === activity.type).map((other) => other.name);
    const copy = { ...activity, id: newId('act'), name: copyName(activity.name, rivals) };
    taken.push(copy);
    copies.set(componentId, copy.id);
    edits.push({ type: 'activity.create', activity: copy });
    return copy.id;
  };

  const id = newId('opn');
  const name = copyName(
    operation.name,
    Object.values(project.operations).map((other) => other.name),
  );
  const copiedSteps = operation.steps.map((step) => ({
    ...step,
    id: newId('stp'),
    componentId: steps === 'copies' ? copyOf(step.componentId) : step.componentId,
  }));
  edits.push({ type: 'operation.create', operation: { ...operation, id, name, steps: copiedSteps } });
  const place = placeOf(project, operationId);
  if (place)
    edits.push({ type: 'operation.place', operationId: id, workflowId: place.workflowId, index: place.index + 1 });
  return { label: `Duplicate ${operation.name}`, edit: batch(edits), select: { kind: 'operation', id } };
}

/** The edit that makes a second activity or connection like one; null when that is gone. A connection keeps its secrets. */
export function duplicateComponent(
  project: Project,
  kind: 'activity' | 'connection',
  id: Id,
): { label: string; edit: Edit; select: Selected } | null {
  if (kind === 'activity') {
    const activity = project.activities[id];
    if (!activity) return null;
    const rivals = Object.values(project.activities).filter((other) => other.type === activity.type);
    const copy = { ...activity, id: newId('act'), name: copyName(activity.name, rivals.map(nameOf)) };
    return {
      label: `Duplicate ${activity.name}`,
      edit: { type: 'activity.create', activity: copy },
      select: { kind, id: copy.id },
    };
  }
  const connection = project.connections[id];
  if (!connection) return null;
  const rivals = Object.values(project.connections).filter((other) => other.connector === connection.connector);
  const copy = { ...connection, id: newId('con'), name: copyName(connection.name, rivals.map(nameOf)) };
  return {
    label: `Duplicate ${connection.name}`,
    edit: { type: 'connection.create', connection: copy },
    select: { kind, id: copy.id },
  };
}

function nameOf({ name }: { name: string }): string {
  return name;
}
