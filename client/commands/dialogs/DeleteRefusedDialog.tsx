import { useRef } from 'react';
import type { Dependant } from '../../../shared/checks/dependencies.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { goTo } from '../../state/go-to.ts';
import { nameOf } from '../../state/item-name.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Dialogs.module.css';

/** Says what depends on something, and so keeps it from being deleted; each line leads there. */
export function DeleteRefusedDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'delete-refused' }> }) {
  const button = useRef<HTMLButtonElement>(null);
  const isLeaving = useRef(false);
  const close = useDesigner((state) => state.closeDialog);
  const name = useDesigner((state) => (state.project ? nameOf(dialog.item, state.project) : null)) ?? '';
  const show = ({ kind, id }: Dependant) => {
    isLeaving.current = true;
    close();
    goTo({ kind, id }, { focus: true });
  };
  return (
    <Dialog
      open
      onClose={close}
      title={`${name} can’t be deleted`}
      description="Something depends on it. Remove or change these first."
      initialFocus={button}
      returnsFocus={() => !isLeaving.current}
      actions={
        <Button ref={button} onClick={close}>
          Close
        </Button>
      }
    >
      <ul className={styles.list}>
        {dialog.dependants.map((dependant) => (
          <li key={`${dependant.kind}:${dependant.id}`}>
            <button type="button" className={styles.link} onClick={() => show(dependant)}>
              <span className={styles.kind}>{dependant.kind}</span>
              {dependant.name}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
