import { type ActionSlot, CONDITION_LABEL } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import { actionIn } from '../../shared/project/operation.ts';
import { designer } from '../state/designer.ts';
import { undoAction } from './undo-action.ts';

/** Takes away the action by which an operation runs another one, or sends an e-mail; the focus goes to the operation. */
export function removeLink(operationId: Id, { condition, kind }: ActionSlot): void {
  const slot = { condition, kind };
  const state = designer.getState();
  const { project } = state;
  const operation = project?.operations[operationId];
  const action = operation && actionIn(operation, slot);
  if (!operation || !action) return;
  const when = CONDITION_LABEL[condition];
  const label = `Remove ${when} of ${operation.name}`;
  if (!state.edit(label, { type: 'action.remove', operationId, slot })) return;
  const what =
    action.do.kind === 'run-operation'
      ? `runs ${project.operations[action.do.operationId]?.name ?? ''}`
      : `sends ${project.emails[action.do.emailId]?.name ?? ''}`;
  const told = `${operation.name} no longer ${what} ${when.toLowerCase()}`;
  state.select([{ kind: 'operation', id: operationId }], { focus: true });
  state.announce(`${told}.`);
  state.notify({ tone: 'info', title: told, action: undoAction() });
}
