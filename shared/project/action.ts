import { z } from 'zod';
import { Id } from './id.ts';

/** When an operation's action is done: after a run that succeeded (with or without remarks), or after one that failed. */
export const ActionCondition = z.enum(['success', 'fail']);
export type ActionCondition = z.infer<typeof ActionCondition>;

/** What each condition is called wherever people see it. */
export const CONDITION_LABEL: Readonly<Record<ActionCondition, string>> = { success: 'On success', fail: 'On fail' };

/** What an action does. */
export const Deed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run-operation'), operationId: Id }),
  z.strictObject({ kind: z.literal('send-email'), emailId: Id }),
]);
export type Deed = z.infer<typeof Deed>;

export const DeedKind = z.enum(['run-operation', 'send-email']);
export type DeedKind = z.infer<typeof DeedKind>;

/** What each kind of action is called wherever people see it. */
export const DEED_LABEL: Readonly<Record<DeedKind, string>> = {
  'run-operation': 'Run operation',
  'send-email': 'Send e-mail',
};

/** What happens when a run of an operation has ended. An operation has at most one of each kind for each condition. */
export const OperationAction = z.strictObject({ condition: ActionCondition, do: Deed });
export type OperationAction = z.infer<typeof OperationAction>;

/** What tells the actions of one operation apart. */
export const ActionSlot = z.strictObject({
  condition: ActionCondition,
  kind: DeedKind,
});
export type ActionSlot = z.infer<typeof ActionSlot>;

/** Every place for an action that an operation has, in the order in which they are kept. */
export const ACTION_SLOTS: readonly ActionSlot[] = ActionCondition.options.flatMap((condition) =>
  DeedKind.options.map((kind) => ({ condition, kind })),
);

export function slotOf(action: OperationAction): ActionSlot {
  return { condition: action.condition, kind: action.do.kind };
}

/** A slot as a text, e.g. `success.run-operation`. */
export function slotKey({ condition, kind }: ActionSlot): string {
  return `${condition}.${kind}`;
}
