import { batch, type Edit, type SimpleEdit, simpleEdits } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { copyName } from '../../shared/project/name.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import type { Selected } from '../state/selected.ts';
import {
  creation,
  type SimpleKind,
  simpleComponent,
  simpleCopy,
  simpleCopyName,
  simpleNames,
} from '../state/simple-components.ts';

/** A duplication as one edit, and what is selected then. */
export interface Duplicate {
  label: string;
  edit: Edit;
  select: Selected;
}

/** The edit that puts a duplicate of an operation right after it; null when the operation is gone. */
export function duplicateOperation(
  project: Project,
  operationId: Id,
  steps: 'references' | 'copies',
): Duplicate | null {
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
export function duplicateComponent(project: Project, kind: 'activity' | 'connection', id: Id): Duplicate | null {
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

/** The edit that makes a second activity like a step's, with a step of its own right of that step; null when it is gone. */
export function duplicateStep(project: Project, stepId: Id): Duplicate | null {
  const found = findStep(project, stepId);
  const activity = found && duplicateComponent(project, found.step.kind, found.step.componentId);
  if (!activity) return null;
  const step = { ...found.step, id: newId('stp'), componentId: activity.select.id };
  const inserted: SimpleEdit = {
    type: 'step.insert',
    operationId: found.operation.id,
    index: found.index + 1,
    step,
  };
  return {
    label: activity.label,
    edit: batch([...simpleEdits(activity.edit), inserted]),
    select: { kind: 'step', id: step.id },
  };
}

/** The edit that makes a second variable, e-mail or schedule like one; null when that is gone. An e-mail keeps its secrets. */
export function duplicateSimple(project: Project, kind: SimpleKind, id: Id): Duplicate | null {
  const component = simpleComponent(project, kind, id);
  if (!component) return null;
  const { name } = component.thing;
  const copy = simpleCopy(component, null, simpleCopyName(kind, name, simpleNames(project, kind)));
  return { label: `Duplicate ${name}`, edit: creation(copy), select: { kind, id: copy.thing.id } };
}

function nameOf({ name }: { name: string }): string {
  return name;
}
