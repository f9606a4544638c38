import { useRef } from 'react';
import type { Problem } from '../../../shared/checks/problem.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { goTo } from '../../state/go-to.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Dialogs.module.css';

/** Lists what keeps an operation from being deployed; each line leads to the item. */
export function DeployRefusedDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'deploy-refused' }> }) {
  const button = useRef<HTMLButtonElement>(null);
  const isLeaving = useRef(false);
  const close = useDesigner((state) => state.closeDialog);
  const name = useDesigner((state) => state.project?.operations[dialog.operationId]?.name ?? '');
  const count = dialog.problems.length;
  const show = (problem: Problem) => {
    isLeaving.current = true;
    close();
    goTo(problem.item, { focus: true });
  };
  return (
    <Dialog
      open
      onClose={close}
      size="medium"
      title={`${name} can’t be deployed yet`}
      description={count === 1 ? 'One thing is in the way.' : `${count} things are in the way.`}
      initialFocus={button}
      returnsFocus={() => !isLeaving.current}
      actions={
        <Button ref={button} onClick={close}>
          Close
        </Button>
      }
    >
      <ul className={styles.list}>
        {dialog.problems.map((problem) => (
          <li key={`${problem.code}:${problem.item.id}:${problem.message}`}>
            <button type="button" className={styles.link} onClick={() => show(problem)}>
              {problem.message}
              <span className={styles.fix}>{problem.fix}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
