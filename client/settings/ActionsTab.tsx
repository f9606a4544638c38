import { useRef } from 'react';
import { type ActionSlot, CONDITION_LABEL, DEED_LABEL, type OperationAction } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { useDesigner } from '../state/designer.ts';
import { ActionForm } from './ActionForm.tsx';
import { ActionTable } from './ActionTable.tsx';
import { actionOf, firstFree, type NewAction, withAction, withoutSlot } from './action-choices.ts';
import styles from './Settings.module.css';

interface ActionsTabProps {
  project: Project;
  operationId: Id;
  actions: readonly OperationAction[];
  onChange: (actions: readonly OperationAction[]) => void;
  /** What is being put together; null where nobody has touched the form. */
  pending: NewAction | null;
  onPending: (pending: NewAction | null) => void;
  /** The person wanted to save with an action that was chosen and not added. */
  forgotten: boolean;
  /** Makes a new e-mail, for an action that is being put together. */
  onNewEmail: (forAction: NewAction) => void;
  onOpenEmail: (emailId: Id) => void;
}

/** What happens after runs of the operation: at most one action of each type for each condition. */
export function ActionsTab(props: ActionsTabProps) {
  const { project, operationId, actions, onChange, pending, onPending, forgotten, onNewEmail, onOpenEmail } = props;
  const announce = useDesigner((state) => state.announce);
  const content = useRef<HTMLDivElement>(null);
  const value = pending ?? firstFree(actions);
  const focus = (selector: string) => {
    requestAnimationFrame(() => content.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  const add = (added: NewAction) => {
    onChange(withAction(actions, actionOf(added)));
    onPending(null);
    announce(`Added: ${CONDITION_LABEL[added.condition]}, ${DEED_LABEL[added.kind]}.`);
    focus(firstFree([...actions, actionOf(added)]) ? '[data-add] button' : 'tbody tr:last-child button');
  };
  const remove = (slot: ActionSlot) => {
    onChange(withoutSlot(actions, slot));
    announce(`Removed: ${CONDITION_LABEL[slot.condition]}, ${DEED_LABEL[slot.kind]}.`);
    focus(actions.length > 1 ? 'tbody tr:last-child button' : '[data-add] button');
  };
  return (
    <div className={styles.fields} ref={content}>
      <ActionTable
        project={project}
        operationId={operationId}
        actions={actions}
        onRemove={remove}
        onOpenEmail={onOpenEmail}
      />
      {value ? (
        <ActionForm
          project={project}
          operationId={operationId}
          actions={actions}
          value={value}
          forgotten={forgotten}
          onChange={onPending}
          onAdd={() => add(value)}
          onClear={() => onPending(null)}
          onNewEmail={() => onNewEmail(value)}
        />
      ) : (
        <p className={styles.note}>Both conditions have an action of each type. Remove one to have another.</p>
      )}
    </div>
  );
}
