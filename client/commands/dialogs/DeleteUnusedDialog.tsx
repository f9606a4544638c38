import { useState } from 'react';
import type { Id } from '../../../shared/project/id.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { undoAction } from '../undo-action.ts';
import { planDeleteUnused, unusedIn } from '../unused.ts';
import styles from './DeleteUnusedDialog.module.css';

/** Lists what nothing refers to in a category, each with a tick, and asks before it is deleted as one. */
export function DeleteUnusedDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'delete-unused' }> }) {
  const project = useDesigner((state) => state.project);
  const close = useDesigner((state) => state.closeDialog);
  const edit = useDesigner((state) => state.edit);
  const notify = useDesigner((state) => state.notify);
  const announce = useDesigner((state) => state.announce);
  const [kept, setKept] = useState<ReadonlySet<Id>>(new Set());
  if (!project) return null;
  const unused = unusedIn(project, dialog.category);
  const going = unused.filter(({ id }) => !kept.has(id));

  const confirm = () => {
    close();
    const plan = planDeleteUnused(going);
    if (!plan || !edit(plan.label, plan.edit)) return;
    const title = plan.label.replace('Delete', 'Deleted');
    notify({ tone: 'info', title, action: undoAction() });
    announce(`${title}.`);
  };
  const keep = (id: Id, isKept: boolean) => {
    const next = new Set(kept);
    if (isKept) next.add(id);
    else next.delete(id);
    setKept(next);
  };

  return (
    <ConfirmDialog
      open
      danger
      title="Delete what is not used?"
      description="Nothing refers to these. Take the tick off what shall stay."
      confirmLabel={going.length === 1 ? 'Delete 1 component' : `Delete ${going.length} components`}
      onConfirm={confirm}
      onCancel={close}
    >
      <ul className={styles.list}>
        {unused.map(({ id, kind, name }) => (
          <li key={id} className={styles.item}>
            <Checkbox label={name} checked={!kept.has(id)} onChange={(checked) => keep(id, !checked)} />
            <span className={styles.kind}>{kind}</span>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
