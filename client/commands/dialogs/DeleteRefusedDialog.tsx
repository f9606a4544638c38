import { useRef } from 'react';
import type { Reference } from '../../../shared/checks/dependencies.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { goTo } from '../../state/go-to.ts';
import { nameOf } from '../../state/item-name.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Dialogs.module.css';

/** As many as one reads; the dependencies view has them all. */
const MOST = 100;

/** Says what depends on something, and so keeps it from being deleted; each line leads there. */
export function DeleteRefusedDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'delete-refused' }> }) {
  const button = useRef<HTMLButtonElement>(null);
  const isLeaving = useRef(false);
  const close = useDesigner((state) => state.closeDialog);
  const viewDependencies = useDesigner((state) => state.viewDependencies);
  const project = useDesigner((state) => state.project);
  if (!project) return null;
  const { items, dependants } = dialog;
  const only = items.length === 1 ? items[0] : undefined;
  const what = only ? (nameOf(only, project) ?? '') : 'What is selected';
  const leave = (go: () => void) => {
    isLeaving.current = true;
    close();
    go();
  };
  const show = ({ kind, id }: Reference) => leave(() => goTo({ kind, id }, { focus: true }));
  const more = dependants.length - MOST;
  return (
    <Dialog
      open
      onClose={close}
      title={`${what} can’t be deleted`}
      description="Something depends on it. Remove or change these first."
      initialFocus={button}
      returnsFocus={() => !isLeaving.current}
      actions={
        <>
          {only && <Button onClick={() => leave(() => viewDependencies(only))}>View dependencies</Button>}
          <Button ref={button} onClick={close}>
            Close
          </Button>
        </>
      }
    >
      <ul className={styles.list} aria-label="What depends on it">
        {dependants.slice(0, MOST).map((dependant) => (
          <li key={`${dependant.kind}:${dependant.id}`}>
            <button type="button" className={styles.link} onClick={() => show(dependant)}>
              <span className={styles.kind}>{dependant.kind}</span>
              {dependant.name}
            </button>
          </li>
        ))}
        {more > 0 && <li className={styles.kind}>and {more} more</li>}
      </ul>
    </Dialog>
  );
}
