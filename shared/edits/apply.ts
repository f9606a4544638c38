import type { Id } from '../project/id.ts';
import { actionsOf, type Operation, withActions } from '../project/operation.ts';
import type { OperationOptions } from '../project/operation-options.ts';
import { type Project, placeOf } from '../project/project.ts';
import type { Step } from '../project/step.ts';
import type { Workflow } from '../project/workflow.ts';
import { addAction, changeAction, removeAction, runnerOf } from './actions.ts';
import { applyToComponents } from './component-edits.ts';
import { demand, refuseExisting } from './demand.ts';
import { type Edit, type SimpleEdit, simpleEdits } from './edit.ts';
import { EditError } from './edit-error.ts';
import { applyToGroups, withoutMember } from './group-edits.ts';
import { findStep, insertAt, withoutIndex } from './lists.ts';
import { followChange, indexOf } from './operation-index.ts';
import { Records } from './records.ts';

/**
 * The project after `edit`. Pure: the given project is not changed, and parts that the edit does not touch are the same objects.
 * @throws {EditError} when the edit does not fit the project as it is; then nothing of it is applied.
 */
export function apply(project: Project, edit: Edit): Project {
  const records = new Records();
  return simpleEdits(edit).reduce((next, simple) => applySimple(next, simple, records), project);
}

/** The project after one of a row of edits that share `records`: what they have changed so far is changed in place. */
export function applySimple(project: Project, edit: SimpleEdit, records: Records): Project {
  switch (edit.type) {
    case 'project.rename':
      return { ...project, name: edit.name };

    case 'workflow.add':
      return addWorkflow(project, edit.workflow, edit.index);
    case 'workflow.rename':
      return changeWorkflow(project, edit.workflowId, (workflow) => ({ ...workflow, name: edit.name }));
    case 'workflow.move': {
      const from = workflowIndex(project, edit.workflowId);
      const moved = workflowAt(project, from);
      return { ...project, workflows: insertAt(withoutIndex(project.workflows, from), edit.index, moved) };
    }
    case 'workflow.delete':
      return { ...project, workflows: withoutIndex(project.workflows, workflowIndex(project, edit.workflowId)) };

    case 'operation.create':
      return createOperation(project, edit.operation, records);
    case 'operation.rename':
      return changeOperation(project, edit.operationId, records, (operation) => ({ ...operation, name: edit.name }));
    case 'operation.delete': {
      const operation = operationOf(project, edit.operationId);
      if (placeOf(project, edit.operationId))
        throw new EditError('edit-in-use', `The operation "${operation.name}" still stands in a workflow.`);
      const runner = runnerOf(project, edit.operationId);
      if (runner)
        throw new EditError(
          'edit-in-use',
          `The operation "${operation.name}" is run by an action of the operation "${runner.name}".`,
        );
      const left = withoutMember(project, { kind: 'operation', id: edit.operationId }, records);
      return withOperation(left, edit.operationId, undefined, records);
    }
    case 'operation.place':
      return placeOperation(project, edit.operationId, edit.workflowId, edit.index);
    case 'operation.move':
      return placeOperation(removeOperation(project, edit.operationId), edit.operationId, edit.workflowId, edit.index);
    case 'operation.remove':
      return removeOperation(project, edit.operationId);

    case 'operation.set-schedule':
      return changeOperation(project, edit.operationId, records, (found) =>
        withSchedule(project, found, edit.scheduleId),
      );
    case 'operation.set-options':
      return changeOperation(project, edit.operationId, records, (found) => withOptions(found, edit.options));

    case 'action.add':
      return changeOperation(project, edit.operationId, records, (found) => addAction(project, found, edit.action));
    case 'action.change':
      return changeOperation(project, edit.operationId, records, (found) => changeAction(project, found, edit.action));
    case 'action.remove':
      return changeOperation(project, edit.operationId, records, (found) => removeAction(found, edit.slot));

    case 'step.insert':
      return insertStep(project, edit, records);
    case 'step.move': {
      const { step } = stepOf(project, edit.stepId);
      return insertStep(removeStep(project, edit.stepId, records), { ...edit, step }, records);
    }
    case 'step.remove':
      return removeStep(project, edit.stepId, records);

    case 'activity.create':
      refuseExisting(project.activities, edit.activity.id, 'activity', edit.activity.name);
      demandConnection(project, edit.activity.connectionId);
      return { ...project, activities: records.with(project.activities, edit.activity.id, edit.activity) };
    case 'activity.change':
      demand(project.activities, edit.activity.id, 'activity');
      demandConnection(project, edit.activity.connectionId);
      return { ...project, activities: records.with(project.activities, edit.activity.id, edit.activity) };
    case 'activity.delete': {
      const activity = demand(project.activities, edit.activityId, 'activity');
      const user = project.operations[indexOf(project.operations).userOf(edit.activityId) ?? ''];
      if (user)
        throw new EditError('edit-in-use', `The activity "${activity.name}" is used by the operation "${user.name}".`);
      const left = withoutMember(project, { kind: 'activity', id: edit.activityId }, records);
      return { ...left, activities: records.without(left.activities, edit.activityId) };
    }

    case 'connection.create':
      refuseExisting(project.connections, edit.connection.id, 'connection', edit.connection.name);
      return { ...project, connections: records.with(project.connections, edit.connection.id, edit.connection) };
    case 'connection.change':
      demand(project.connections, edit.connection.id, 'connection');
      return { ...project, connections: records.with(project.connections, edit.connection.id, edit.connection) };
    case 'connection.delete': {
      const connection = demand(project.connections, edit.connectionId, 'connection');
      const user = Object.values(project.activities).find((activity) => activity.connectionId === edit.connectionId);
      if (user)
        throw new EditError(
          'edit-in-use',
          `The connection "${connection.name}" is used by the activity "${user.name}".`,
        );
      return { ...project, connections: records.without(project.connections, edit.connectionId) };
    }

    case 'variable.create':
    case 'variable.change':
    case 'variable.delete':
    case 'email.create':
    case 'email.change':
    case 'email.delete':
    case 'schedule.create':
    case 'schedule.change':
    case 'schedule.delete':
      return applyToComponents(project, edit, records);

    case 'group.create':
    case 'group.rename':
    case 'group.delete':
    case 'group.add-member':
    case 'group.remove-member':
      return applyToGroups(project, edit, records);
  }
}

function demandConnection(project: Project, id: Id): void {
  if (!Object.hasOwn(project.connections, id))
    throw new EditError('edit-reference-missing', `The activity's connection is not in the project (${id}).`);
}

function workflowIndex(project: Project, id: Id): number {
  const found = project.workflows.findIndex((workflow) => workflow.id === id);
  if (found < 0) throw new EditError('edit-target-missing', `The workflow is no longer in the project (${id}).`);
  return found;
}

function workflowAt(project: Project, index: number): Workflow {
  const workflow = project.workflows[index];
  if (!workflow) throw new EditError('edit-target-missing', `The project has no workflow at ${index}.`);
  return workflow;
}

function changeWorkflow(project: Project, id: Id, change: (workflow: Workflow) => Workflow): Project {
  const at = workflowIndex(project, id);
  return { ...project, workflows: project.workflows.with(at, change(workflowAt(project, at))) };
}

function addWorkflow(project: Project, workflow: Workflow, index: number): Project {
  if (project.workflows.some((other) => other.id === workflow.id))
    throw new EditError(
      'edit-already-exists',
      `The project already has the workflow "${workflow.name}" (${workflow.id}).`,
    );
  if (new Set(workflow.operationIds).size !== workflow.operationIds.length)
    throw new EditError('edit-already-placed', `The workflow "${workflow.name}" names an operation twice.`);
  for (const operationId of workflow.operationIds) {
    operationOf(project, operationId);
    refusePlaced(project, operationId);
  }
  return { ...project, workflows: insertAt(project.workflows, index, workflow) };
}

/** The project with another operation in the place of one; undefined takes it away. */
function withOperation(project: Project, id: Id, operation: Operation | undefined, records: Records): Project {
  const before = project.operations[id];
  const operations = operation
    ? records.with(project.operations, id, operation)
    : records.without(project.operations, id);
  followChange(project.operations, operations, before, operation);
  return { ...project, operations };
}

function operationOf(project: Project, id: Id): Operation {
  return demand(project.operations, id, 'operation');
}

function changeOperation(
  project: Project,
  id: Id,
  records: Records,
  change: (operation: Operation) => Operation,
): Project {
  const changed = change(operationOf(project, id));
  return withOperation(project, id, changed, records);
}

function createOperation(project: Project, operation: Operation, records: Records): Project {
  refuseExisting(project.operations, operation.id, 'operation', operation.name);
  demandSchedule(project, operation.scheduleId);
  const empty = withOperation(project, operation.id, withActions({ ...operation, steps: [] }, []), records);
  const stepped = operation.steps.reduce(
    (next, step, index) => insertStep(next, { operationId: operation.id, index, step }, records),
    empty,
  );
  return actionsOf(operation).reduce(
    (next, action) => changeOperation(next, operation.id, records, (found) => addAction(next, found, action)),
    stepped,
  );
}

/** The operation with another schedule, or with none. @throws {EditError} when the project has no such schedule. */
function withSchedule(project: Project, operation: Operation, scheduleId: Id | null): Operation {
  const { scheduleId: _, ...rest } = operation;
  if (scheduleId === null) return rest;
  demandSchedule(project, scheduleId);
  return { ...rest, scheduleId };
}

function demandSchedule(project: Project, id: Id | undefined): void {
  if (id !== undefined && !Object.hasOwn(project.schedules, id))
    throw new EditError('edit-reference-missing', `The operation's schedule is not in the project (${id}).`);
}

function withOptions(operation: Operation, options: OperationOptions | null): Operation {
  const { options: _, ...rest } = operation;
  return options === null ? rest : { ...rest, options };
}

function refusePlaced(project: Project, operationId: Id): void {
  if (placeOf(project, operationId))
    throw new EditError(
      'edit-already-placed',
      `The operation "${operationOf(project, operationId).name}" already stands in a workflow.`,
    );
}

function placeOperation(project: Project, operationId: Id, workflowId: Id, index: number): Project {
  operationOf(project, operationId);
  refusePlaced(project, operationId);
  return changeWorkflow(project, workflowId, (workflow) => ({
    ...workflow,
    operationIds: insertAt(workflow.operationIds, index, operationId),
  }));
}

function removeOperation(project: Project, operationId: Id): Project {
  const operation = operationOf(project, operationId);
  const place = placeOf(project, operationId);
  if (!place) throw new EditError('edit-target-missing', `The operation "${operation.name}" is in no workflow.`);
  return changeWorkflow(project, place.workflowId, (workflow) => ({
    ...workflow,
    operationIds: withoutIndex(workflow.operationIds, place.index),
  }));
}

function stepOf(project: Project, stepId: Id): { operation: Operation; index: number; step: Step } {
  const found = findStep(project, stepId);
  if (!found) throw new EditError('edit-target-missing', `The step is no longer in the project (${stepId}).`);
  return found;
}

function insertStep(
  project: Project,
  { operationId, index, step }: { operationId: Id; index: number; step: Step },
  records: Records,
): Project {
  if (findStep(project, step.id))
    throw new EditError('edit-already-exists', `The step is already in the project (${step.id}).`);
  if (!Object.hasOwn(project.activities, step.componentId))
    throw new EditError('edit-reference-missing', `The step's activity is not in the project (${step.componentId}).`);
  return changeOperation(project, operationId, records, (operation) => ({
    ...operation,
    steps: insertAt(operation.steps, index, step),
  }));
}

function removeStep(project: Project, stepId: Id, records: Records): Project {
  const { operation, index } = stepOf(project, stepId);
  return changeOperation(project, operation.id, records, (found) => ({
    ...found,
    steps: withoutIndex(found.steps, index),
  }));
}
