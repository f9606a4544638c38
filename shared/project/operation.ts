import { z } from 'zod';
import { ACTION_SLOTS, type ActionCondition, type ActionSlot, OperationAction, slotKey, slotOf } from './action.ts';
import { Id } from './id.ts';
import { Name } from './name.ts';
import { DEFAULT_OPTIONS, OperationOptions } from './operation-options.ts';
import { Step } from './step.ts';

/** The smallest thing that runs: an ordered row of steps. */
export const Operation = z.strictObject({
  id: Id,
  name: Name,
  steps: z.array(Step).max(200),
  /** What happens after its runs; absent when nothing does. Kept in the order of the slots: their order means nothing. */
  actions: z
    .array(OperationAction)
    .min(1)
    .max(ACTION_SLOTS.length)
    .refine((actions) => new Set(actions.map((one) => slotKey(slotOf(one)))).size === actions.length, {
      message: 'more than one action of a kind for one condition',
    })
    .optional(),
  /** When it runs by itself, once deployed; absent: when somebody or an action runs it. */
  scheduleId: Id.optional(),
  /** Absent: all of them have their defaults. */
  options: OperationOptions.optional(),
});
export type Operation = z.infer<typeof Operation>;

/** The name a new operation gets before anybody types one. */
export const DEFAULT_OPERATION_NAME = 'New Operation';

const NONE: readonly OperationAction[] = [];

export function actionsOf(operation: Operation): readonly OperationAction[] {
  return operation.actions ?? NONE;
}

/** The action in one of an operation's slots, or null. */
export function actionIn(operation: Operation, slot: ActionSlot): OperationAction | null {
  return actionsOf(operation).find((one) => slotKey(slotOf(one)) === slotKey(slot)) ?? null;
}

/** The operation with other actions, put in order. */
export function withActions(operation: Operation, actions: readonly OperationAction[]): Operation {
  const { actions: _, ...rest } = operation;
  const sorted = ACTION_SLOTS.flatMap((slot) => actions.filter((one) => slotKey(slotOf(one)) === slotKey(slot)));
  return sorted.length === 0 ? rest : { ...rest, actions: sorted };
}

/** The operations that an operation's actions run, with the condition of each. */
export function runsNext(operation: Operation): { condition: ActionCondition; operationId: Id }[] {
  return actionsOf(operation).flatMap((action) =>
    action.do.kind === 'run-operation' ? [{ condition: action.condition, operationId: action.do.operationId }] : [],
  );
}

/** The e-mails that an operation's actions send, with the condition of each. */
export function emailsSent(operation: Operation): { condition: ActionCondition; emailId: Id }[] {
  return actionsOf(operation).flatMap((action) =>
    action.do.kind === 'send-email' ? [{ condition: action.condition, emailId: action.do.emailId }] : [],
  );
}

export function optionsOf(operation: Operation): OperationOptions {
  return operation.options ?? DEFAULT_OPTIONS;
}
