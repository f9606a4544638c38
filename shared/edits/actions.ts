import {
  type ActionSlot,
  CONDITION_LABEL,
  DEED_LABEL,
  type OperationAction,
  slotKey,
  slotOf,
} from '../project/action.ts';
import type { Id } from '../project/id.ts';
import { actionIn, actionsOf, type Operation, runsNext, withActions } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import { EditError } from './edit-error.ts';
import { indexOf } from './operation-index.ts';

/** The operation with one more action. @throws {EditError} when it has one in that slot, or the action does not fit. */
export function addAction(project: Project, operation: Operation, action: OperationAction): Operation {
  const before = actionIn(operation, slotOf(action));
  if (before)
    throw new EditError(
      'edit-already-exists',
      `The operation "${operation.name}" already has such an action: ${describe(project, before)}.`,
    );
  refuseUnfit(project, operation, action);
  return withActions(operation, [...actionsOf(operation), action]);
}

/** The operation with another action in a slot. @throws {EditError} when it has none there, or the action does not fit. */
export function changeAction(project: Project, operation: Operation, action: OperationAction): Operation {
  const without = removeAction(operation, slotOf(action));
  refuseUnfit(project, operation, action);
  return withActions(operation, [...actionsOf(without), action]);
}

/** The operation without the action of a slot. @throws {EditError} when it has none there. */
export function removeAction(operation: Operation, slot: ActionSlot): Operation {
  if (!actionIn(operation, slot))
    throw new EditError(
      'edit-target-missing',
      `The operation "${operation.name}" no longer has the action ${CONDITION_LABEL[slot.condition]}: ${DEED_LABEL[slot.kind]}.`,
    );
  return withActions(
    operation,
    actionsOf(operation).filter((one) => slotKey(slotOf(one)) !== slotKey(slot)),
  );
}

/** The operation, other than `operationId` itself, whose action runs an operation; null when there is none. */
export function runnerOf(project: Project, operationId: Id): Operation | null {
  return project.operations[indexOf(project.operations).runnerOf(operationId) ?? ''] ?? null;
}

function refuseUnfit(project: Project, operation: Operation, action: OperationAction): void {
  if (action.do.kind === 'send-email') {
    if (!Object.hasOwn(project.emails, action.do.emailId))
      throw new EditError(
        'edit-reference-missing',
        `The action's e-mail is not in the project (${action.do.emailId}).`,
      );
    return;
  }
  const targetId = action.do.operationId;
  if (!Object.hasOwn(project.operations, targetId))
    throw new EditError('edit-reference-missing', `The action's operation is not in the project (${targetId}).`);
  const chain = chainTo(project, targetId, operation.id);
  if (!chain) return;
  const names = [operation.id, ...chain].map((id) => `"${project.operations[id]?.name ?? id}"`);
  throw new EditError('edit-cycle', `These operations would run one another for ever: ${names.join(' → ')}.`);
}

/** The operations that lead, each running the next, from one to another, both included; null when none do. */
export function chainTo(project: Project, fromId: Id, toId: Id): Id[] | null {
  const cameFrom = new Map<Id, Id | null>([[fromId, null]]);
  for (const id of cameFrom.keys()) {
    if (id === toId) return wayBack(cameFrom, id);
    const operation = project.operations[id];
    for (const next of operation ? runsNext(operation) : [])
      if (!cameFrom.has(next.operationId)) cameFrom.set(next.operationId, id);
  }
  return null;
}

function wayBack(cameFrom: ReadonlyMap<Id, Id | null>, to: Id): Id[] {
  const chain: Id[] = [];
  for (let at: Id | null = to; at !== null; at = cameFrom.get(at) ?? null) chain.unshift(at);
  return chain;
}

function describe(project: Project, action: OperationAction): string {
  const what = CONDITION_LABEL[action.condition];
  if (action.do.kind === 'send-email')
    return `${what} sends "${project.emails[action.do.emailId]?.name ?? action.do.emailId}"`;
  return `${what} runs "${project.operations[action.do.operationId]?.name ?? action.do.operationId}"`;
}
