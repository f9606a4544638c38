import { type ActionCondition, CONDITION_LABEL } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import { runsNext } from '../../shared/project/operation.ts';
import { designer } from '../state/designer.ts';
import { undoAction } from './undo-action.ts';

/** Takes away the action by which an operation runs another one; the focus goes to the operation. */
export function removeLink(operationId: Id, condition: ActionCondition): void {
  const state = designer.getState();
  const operation = state.project?.operations[operationId];
  const next = operation && runsNext(operation).find((one) => one.condition === condition);
  if (!operation || !next) return;
  const target = state.project?.operations[next.operationId]?.name ?? '';
  const label = `Remove ${CONDITION_LABEL[condition]} of ${operation.name}`;
  const slot = { condition, kind: 'run-operation' as const };
  if (!state.edit(label, { type: 'action.remove', operationId, slot })) return;
  const told = `${operation.name} no longer runs ${target} ${CONDITION_LABEL[condition].toLowerCase()}`;
  state.select([{ kind: 'operation', id: operationId }], { focus: true });
  state.announce(`${told}.`);
  state.notify({ tone: 'info', title: told, action: undoAction(label) });
}
