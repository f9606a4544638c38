import { chainTo } from '../../shared/edits/actions.ts';
import { ACTION_SLOTS, type ActionSlot, type OperationAction, slotKey, slotOf } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { operationChoices } from '../commands/run-next-plan.ts';
import type { SelectChoice } from '../ui/Select.tsx';

/** The action that is being put together: what it does is still empty at first. */
export interface NewAction extends ActionSlot {
  /** The operation or the e-mail; '' while none is chosen. */
  targetId: Id;
}

/** The first place for an action that is free, with nothing chosen yet; null when none is. */
export function firstFree(actions: readonly OperationAction[]): NewAction | null {
  const slot = ACTION_SLOTS.find((one) => !isTaken(actions, one));
  return slot ? { ...slot, targetId: '' } : null;
}

export function isTaken(actions: readonly OperationAction[], slot: ActionSlot): boolean {
  return actions.some((action) => slotKey(slotOf(action)) === slotKey(slot));
}

export function actionOf({ condition, kind, targetId }: NewAction): OperationAction {
  if (kind === 'send-email') return { condition, do: { kind, emailId: targetId } };
  return { condition, do: { kind, operationId: targetId } };
}

/** The actions with one more, in the order in which they are kept. */
export function withAction(actions: readonly OperationAction[], action: OperationAction): readonly OperationAction[] {
  const all = [...actions, action];
  return ACTION_SLOTS.flatMap((slot) => all.filter((one) => slotKey(slotOf(one)) === slotKey(slot)));
}

export function withoutSlot(actions: readonly OperationAction[], slot: ActionSlot): readonly OperationAction[] {
  return actions.filter((action) => slotKey(slotOf(action)) !== slotKey(slot));
}

/** Every operation but this one, of any workflow, in the order of the workflows. */
export function operationsToRun(project: Project, operationId: Id): SelectChoice[] {
  return operationChoices(project)
    .filter(({ id }) => id !== operationId)
    .map(({ id, title, where }) => ({ value: id, label: title, hint: where }));
}

export function emailsToSend(project: Project): SelectChoice[] {
  return Object.values(project.emails)
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

/** What keeps an operation from having an action, as a sentence that names every operation of a circle; null when nothing does. */
export function actionProblem(project: Project, operationId: Id, action: OperationAction): string | null {
  if (action.do.kind === 'send-email')
    return Object.hasOwn(project.emails, action.do.emailId) ? null : 'This e-mail is no longer in the project.';
  const targetId = action.do.operationId;
  if (!Object.hasOwn(project.operations, targetId)) return 'This operation is no longer in the project.';
  const chain = chainTo(project, targetId, operationId);
  if (!chain) return null;
  const names = [operationId, ...chain].map((id) => `“${project.operations[id]?.name ?? id}”`);
  return `These operations would run one another for ever: ${names.join(' → ')}.`;
}

/** What an action leads to: the operation or e-mail by its name. */
export function targetName(project: Project, action: OperationAction): string {
  if (action.do.kind === 'send-email') return project.emails[action.do.emailId]?.name ?? 'Deleted e-mail';
  const { operationId } = action.do;
  return operationChoices(project).find(({ id }) => id === operationId)?.title ?? 'Deleted operation';
}
