import { CircleAlert, Trash2 } from 'lucide-react';
import {
  type ActionSlot,
  CONDITION_LABEL,
  DEED_LABEL,
  type OperationAction,
  slotKey,
  slotOf,
} from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './ActionTable.module.css';
import { actionProblem, targetName } from './action-choices.ts';

interface ActionTableProps {
  project: Project;
  operationId: Id;
  actions: readonly OperationAction[];
  onRemove: (slot: ActionSlot) => void;
  onOpenEmail: (emailId: Id) => void;
}

/** The actions of an operation, each with a button that removes it. */
export function ActionTable({ project, operationId, actions, onRemove, onOpenEmail }: ActionTableProps) {
  if (actions.length === 0)
    return <p className={styles.empty}>No action yet. When a run has ended, nothing happens by itself.</p>;
  return (
    <table className={styles.table} aria-label="Actions">
      <thead>
        <tr>
          <th scope="col">Condition</th>
          <th scope="col">Action</th>
          <th scope="col">Operation or e-mail</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {actions.map((action) => {
          const slot = slotOf(action);
          const problem = actionProblem(project, operationId, action);
          const [condition, deed] = [CONDITION_LABEL[slot.condition], DEED_LABEL[slot.kind]];
          return (
            <tr key={slotKey(slot)}>
              <td data-condition={slot.condition}>{condition}</td>
              <td>{deed}</td>
              <td>
                <Target project={project} action={action} onOpenEmail={onOpenEmail} />
                {problem && (
                  <span className={styles.problem}>
                    <CircleAlert size={14} aria-hidden="true" />
                    {problem}
                  </span>
                )}
              </td>
              <td>
                <IconButton
                  size="small"
                  label={`Remove ${condition}: ${deed}`}
                  icon={<Trash2 size={14} aria-hidden="true" />}
                  onClick={() => onRemove(slot)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What an action acts on; an e-mail opens from here, as it has no place of its own to be found at. */
function Target({
  project,
  action,
  onOpenEmail,
}: Pick<ActionTableProps, 'project' | 'onOpenEmail'> & { action: OperationAction }) {
  const name = targetName(project, action);
  if (action.do.kind !== 'send-email') return name;
  const { emailId } = action.do;
  if (!project.emails[emailId]) return name;
  return (
    <button type="button" className={styles.open} title="View/Edit" onClick={() => onOpenEmail(emailId)}>
      {name}
    </button>
  );
}
