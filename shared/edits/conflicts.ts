import { ACTION_SLOTS, type ActionSlot, slotKey, slotOf } from '../project/action.ts';
import type { Id } from '../project/id.ts';
import { type Edit, type SimpleEdit, simpleEdits } from './edit.ts';

/**
 * Whether two edits, made on the same revision by two people, want different things of the same thing. Additions beside each
 * other do not conflict; renaming one thing twice does. An edit that no longer applies at all is found by `apply`.
 */
export function conflicts(mine: Edit, theirs: Edit): boolean {
  const touched = new Set(simpleEdits(theirs).flatMap(touches));
  return simpleEdits(mine).some((edit) => touches(edit).some((key) => touched.has(key)));
}

/** The parts of the document whose earlier value an edit replaces, as keys. */
function touches(edit: SimpleEdit): string[] {
  switch (edit.type) {
    case 'project.rename':
      return ['project.name'];
    case 'workflow.rename':
      return [`${edit.workflowId}.name`];
    case 'workflow.move':
      return [`${edit.workflowId}.place`];
    case 'workflow.delete':
      return [`${edit.workflowId}.name`, `${edit.workflowId}.place`];
    case 'operation.rename':
      return [`${edit.operationId}.name`];
    case 'operation.place':
    case 'operation.move':
    case 'operation.remove':
      return [`${edit.operationId}.place`];
    case 'operation.set-schedule':
      return [`${edit.operationId}.schedule`];
    case 'operation.set-options':
      return [`${edit.operationId}.options`];
    case 'operation.delete':
      return [
        `${edit.operationId}.name`,
        `${edit.operationId}.place`,
        `${edit.operationId}.schedule`,
        `${edit.operationId}.options`,
        ...ACTION_SLOTS.map((slot) => actionKey(edit.operationId, slot)),
      ];
    case 'action.add':
    case 'action.change':
      return [actionKey(edit.operationId, slotOf(edit.action))];
    case 'action.remove':
      return [actionKey(edit.operationId, edit.slot)];
    case 'step.move':
    case 'step.remove':
      return [`${edit.stepId}.place`];
    case 'activity.change':
      return [edit.activity.id];
    case 'activity.delete':
      return [edit.activityId];
    case 'connection.change':
      return [edit.connection.id];
    case 'connection.delete':
      return [edit.connectionId];
    case 'variable.change':
      return [edit.variable.id];
    case 'variable.delete':
      return [edit.variableId];
    case 'email.change':
      return [edit.email.id];
    case 'email.delete':
      return [edit.emailId];
    case 'schedule.change':
      return [edit.schedule.id];
    case 'schedule.delete':
      return [edit.scheduleId];
    case 'group.rename':
    case 'group.delete':
      return [`${edit.groupId}.name`];
    case 'group.remove-member':
      return [`${edit.groupId}.${edit.member.id}`];
    case 'workflow.add':
    case 'operation.create':
    case 'step.insert':
    case 'activity.create':
    case 'connection.create':
    case 'variable.create':
    case 'email.create':
    case 'schedule.create':
    case 'group.create':
    case 'group.add-member':
      return [];
  }
}

function actionKey(operationId: Id, slot: ActionSlot): string {
  return `${operationId}.${slotKey(slot)}`;
}
