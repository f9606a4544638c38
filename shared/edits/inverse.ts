import { type ActionSlot, type OperationAction, slotOf } from '../project/action.ts';
import type { Id } from '../project/id.ts';
import { actionIn } from '../project/operation.ts';
import { type Project, placeOf } from '../project/project.ts';
import { applySimple } from './apply.ts';
import { batch, type Edit, type SimpleEdit, simpleEdits } from './edit.ts';
import { EditError } from './edit-error.ts';
import { inverseOfGroups, memberships } from './group-edits.ts';
import { findStep } from './lists.ts';
import { Records } from './records.ts';
import { userOfName } from './variable-use.ts';

/**
 * The edit that takes `edit` back: `apply(apply(p, e), inverse(p, e))` equals `p`, for every edit that applies to `p`.
 * @throws {EditError} when the edit does not apply to the project.
 */
export function inverse(project: Project, edit: Edit): Edit {
  const inverses: SimpleEdit[][] = [];
  const records = new Records();
  let state = project;
  for (const simple of simpleEdits(edit)) {
    inverses.push([inverseSimple(state, simple), ...rejoining(state, simple)]);
    state = applySimple(state, simple, records);
  }
  return batch(inverses.reverse().flat());
}

function inverseSimple(project: Project, edit: SimpleEdit): SimpleEdit {
  switch (edit.type) {
    case 'project.rename':
      return { type: 'project.rename', name: project.name };

    case 'workflow.add':
      return { type: 'workflow.delete', workflowId: edit.workflow.id };
    case 'workflow.rename':
      return { ...edit, name: workflowOf(project, edit.workflowId).workflow.name };
    case 'workflow.move':
      return { ...edit, index: workflowOf(project, edit.workflowId).index };
    case 'workflow.delete': {
      const { workflow, index } = workflowOf(project, edit.workflowId);
      return { type: 'workflow.add', workflow, index };
    }

    case 'operation.create':
      return { type: 'operation.delete', operationId: edit.operation.id };
    case 'operation.rename':
      return { ...edit, name: present(project.operations[edit.operationId], edit.operationId).name };
    case 'operation.delete':
      return { type: 'operation.create', operation: present(project.operations[edit.operationId], edit.operationId) };
    case 'operation.place':
      return { type: 'operation.remove', operationId: edit.operationId };
    case 'operation.move': {
      const place = present(placeOf(project, edit.operationId), edit.operationId);
      return { type: 'operation.move', operationId: edit.operationId, ...place };
    }
    case 'operation.remove': {
      const place = present(placeOf(project, edit.operationId), edit.operationId);
      return { type: 'operation.place', operationId: edit.operationId, ...place };
    }

    case 'operation.set-schedule':
      return {
        ...edit,
        scheduleId: present(project.operations[edit.operationId], edit.operationId).scheduleId ?? null,
      };
    case 'operation.set-options':
      return { ...edit, options: present(project.operations[edit.operationId], edit.operationId).options ?? null };

    case 'action.add':
      return { type: 'action.remove', operationId: edit.operationId, slot: slotOf(edit.action) };
    case 'action.change':
      return { ...edit, action: actionOf(project, edit.operationId, slotOf(edit.action)) };
    case 'action.remove':
      return {
        type: 'action.add',
        operationId: edit.operationId,
        action: actionOf(project, edit.operationId, edit.slot),
      };

    case 'step.insert':
      return { type: 'step.remove', stepId: edit.step.id };
    case 'step.move': {
      const { operation, index } = present(findStep(project, edit.stepId), edit.stepId);
      return { type: 'step.move', stepId: edit.stepId, operationId: operation.id, index };
    }
    case 'step.remove': {
      const { operation, index, step } = present(findStep(project, edit.stepId), edit.stepId);
      return { type: 'step.insert', operationId: operation.id, index, step };
    }

    case 'activity.create':
      return { type: 'activity.delete', activityId: edit.activity.id };
    case 'activity.change':
      return { type: 'activity.change', activity: present(project.activities[edit.activity.id], edit.activity.id) };
    case 'activity.delete':
      return { type: 'activity.create', activity: present(project.activities[edit.activityId], edit.activityId) };

    case 'connection.create':
      return { type: 'connection.delete', connectionId: edit.connection.id };
    case 'connection.change':
      return {
        type: 'connection.change',
        connection: present(project.connections[edit.connection.id], edit.connection.id),
      };
    case 'connection.delete':
      return {
        type: 'connection.create',
        connection: present(project.connections[edit.connectionId], edit.connectionId),
      };

    case 'variable.create':
      return {
        type: 'variable.delete',
        variableId: edit.variable.id,
        ...(userOfName(project, edit.variable.name) === null ? {} : { evenIfNamed: true }),
      };
    case 'variable.change':
      return { ...edit, variable: present(project.variables[edit.variable.id], edit.variable.id) };
    case 'variable.delete':
      return { type: 'variable.create', variable: present(project.variables[edit.variableId], edit.variableId) };
    case 'email.create':
      return { type: 'email.delete', emailId: edit.email.id };
    case 'email.change':
      return { ...edit, email: present(project.emails[edit.email.id], edit.email.id) };
    case 'email.delete':
      return { type: 'email.create', email: present(project.emails[edit.emailId], edit.emailId) };
    case 'schedule.create':
      return { type: 'schedule.delete', scheduleId: edit.schedule.id };
    case 'schedule.change':
      return { ...edit, schedule: present(project.schedules[edit.schedule.id], edit.schedule.id) };
    case 'schedule.delete':
      return { type: 'schedule.create', schedule: present(project.schedules[edit.scheduleId], edit.scheduleId) };

    case 'group.create':
    case 'group.rename':
    case 'group.delete':
    case 'group.add-member':
    case 'group.remove-member':
      return inverseOfGroups(project, edit);
  }
}

/** What is deleted goes from its custom groups; made again, it goes back into them. */
function rejoining(project: Project, edit: SimpleEdit): SimpleEdit[] {
  switch (edit.type) {
    case 'operation.delete':
      return memberships(project, { kind: 'operation', id: edit.operationId });
    case 'activity.delete':
      return memberships(project, { kind: 'activity', id: edit.activityId });
    case 'variable.delete':
      return memberships(project, { kind: 'variable', id: edit.variableId });
    case 'email.delete':
      return memberships(project, { kind: 'email', id: edit.emailId });
    case 'schedule.delete':
      return memberships(project, { kind: 'schedule', id: edit.scheduleId });
    default:
      return [];
  }
}

function present<T>(value: T | null | undefined, id: string): T {
  if (value === null || value === undefined)
    throw new EditError('edit-target-missing', `${id} is no longer in the project.`);
  return value;
}

function actionOf(project: Project, operationId: Id, slot: ActionSlot): OperationAction {
  return present(actionIn(present(project.operations[operationId], operationId), slot), operationId);
}

function workflowOf(project: Project, id: string) {
  const index = project.workflows.findIndex((workflow) => workflow.id === id);
  return { workflow: present(project.workflows[index], id), index };
}
