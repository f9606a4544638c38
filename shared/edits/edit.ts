import { z } from 'zod';
import { ActionSlot, OperationAction } from '../project/action.ts';
import { Activity } from '../project/activity.ts';
import { Connection } from '../project/connection.ts';
import { Email } from '../project/email.ts';
import { Group, GroupMember } from '../project/group.ts';
import { Id } from '../project/id.ts';
import { Name, ProjectName } from '../project/name.ts';
import { Operation } from '../project/operation.ts';
import { OperationOptions } from '../project/operation-options.ts';
import { Schedule } from '../project/schedule.ts';
import { Step } from '../project/step.ts';
import { ProjectVariable } from '../project/variable.ts';
import { Workflow } from '../project/workflow.ts';

const index = z.number().int().min(0);

/**
 * One change of the design that is not made of others. An index beyond the end of a list means its end.
 * *remove* takes something off its place and keeps it; *delete* destroys it, and is refused while anything refers to it;
 * custom groups do not refer: what is deleted goes from them too.
 */
export const SimpleEdit = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('project.rename'), name: ProjectName }),

  z.strictObject({ type: z.literal('workflow.add'), workflow: Workflow, index }),
  z.strictObject({ type: z.literal('workflow.rename'), workflowId: Id, name: Name }),
  z.strictObject({ type: z.literal('workflow.move'), workflowId: Id, index }),
  z.strictObject({ type: z.literal('workflow.delete'), workflowId: Id }),

  z.strictObject({ type: z.literal('operation.create'), operation: Operation }),
  z.strictObject({ type: z.literal('operation.rename'), operationId: Id, name: Name }),
  z.strictObject({ type: z.literal('operation.delete'), operationId: Id }),
  z.strictObject({ type: z.literal('operation.place'), operationId: Id, workflowId: Id, index }),
  z.strictObject({ type: z.literal('operation.move'), operationId: Id, workflowId: Id, index }),
  z.strictObject({ type: z.literal('operation.remove'), operationId: Id }),
  /** Null: none. */
  z.strictObject({ type: z.literal('operation.set-schedule'), operationId: Id, scheduleId: Id.nullable() }),
  /** Null: all of them have their defaults. */
  z.strictObject({
    type: z.literal('operation.set-options'),
    operationId: Id,
    options: OperationOptions.nullable(),
  }),

  z.strictObject({ type: z.literal('action.add'), operationId: Id, action: OperationAction }),
  z.strictObject({ type: z.literal('action.change'), operationId: Id, action: OperationAction }),
  z.strictObject({ type: z.literal('action.remove'), operationId: Id, slot: ActionSlot }),

  z.strictObject({ type: z.literal('step.insert'), operationId: Id, index, step: Step }),
  z.strictObject({ type: z.literal('step.move'), stepId: Id, operationId: Id, index }),
  z.strictObject({ type: z.literal('step.remove'), stepId: Id }),

  z.strictObject({ type: z.literal('activity.create'), activity: Activity }),
  z.strictObject({ type: z.literal('activity.change'), activity: Activity }),
  z.strictObject({ type: z.literal('activity.delete'), activityId: Id }),

  z.strictObject({ type: z.literal('connection.create'), connection: Connection }),
  z.strictObject({ type: z.literal('connection.change'), connection: Connection }),
  z.strictObject({ type: z.literal('connection.delete'), connectionId: Id }),

  z.strictObject({ type: z.literal('variable.create'), variable: ProjectVariable }),
  z.strictObject({ type: z.literal('variable.change'), variable: ProjectVariable }),
  /** `evenIfNamed` takes back the making of a variable that something had named before it was there. */
  z.strictObject({ type: z.literal('variable.delete'), variableId: Id, evenIfNamed: z.literal(true).optional() }),

  z.strictObject({ type: z.literal('email.create'), email: Email }),
  z.strictObject({ type: z.literal('email.change'), email: Email }),
  z.strictObject({ type: z.literal('email.delete'), emailId: Id }),

  z.strictObject({ type: z.literal('schedule.create'), schedule: Schedule }),
  z.strictObject({ type: z.literal('schedule.change'), schedule: Schedule }),
  z.strictObject({ type: z.literal('schedule.delete'), scheduleId: Id }),

  z.strictObject({ type: z.literal('group.create'), group: Group }),
  z.strictObject({ type: z.literal('group.rename'), groupId: Id, name: Name }),
  z.strictObject({ type: z.literal('group.delete'), groupId: Id }),
  z.strictObject({ type: z.literal('group.add-member'), groupId: Id, member: GroupMember, index }),
  z.strictObject({ type: z.literal('group.remove-member'), groupId: Id, member: GroupMember }),
]);
export type SimpleEdit = z.infer<typeof SimpleEdit>;

/** The most changes that one gesture can make. */
export const MAX_BATCH = 50_000;

/** Several changes made by one gesture: applied all or none, undone together. */
export const BatchEdit = z.strictObject({
  type: z.literal('batch'),
  edits: z.array(SimpleEdit).min(1).max(MAX_BATCH),
});
export type BatchEdit = z.infer<typeof BatchEdit>;

/** A change of the design. The only way a project changes. */
export const Edit = z.union([SimpleEdit, BatchEdit]);
export type Edit = z.infer<typeof Edit>;

/** An edit on its way: its id makes sending it twice harmless, its label is what undo and the history call it. */
export const EditEnvelope = z.strictObject({
  id: Id,
  label: z.string().min(1).max(200),
  edit: Edit,
});
export type EditEnvelope = z.infer<typeof EditEnvelope>;

/** The edits that make up `edit`, in order. */
export function simpleEdits(edit: Edit): SimpleEdit[] {
  return edit.type === 'batch' ? edit.edits : [edit];
}

/** One edit out of several; a single one stays as it is. */
export function batch(edits: SimpleEdit[]): Edit {
  const [only] = edits;
  return edits.length === 1 && only ? only : { type: 'batch', edits };
}
