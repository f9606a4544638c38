import { useRef } from 'react';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { nameOf } from '../../state/item-name.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemList } from '../ProblemList.tsx';

/** Lists what keeps an operation, or a workflow, from being deployed; each leads to the item and offers its fix. */
export function DeployRefusedDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'deploy-refused' }> }) {
  const button = useRef<HTMLButtonElement>(null);
  const isLeaving = useRef(false);
  const close = useDesigner((state) => state.closeDialog);
  const name = useDesigner((state) => (state.project ? nameOf(dialog.item, state.project) : null)) ?? '';
  const count = dialog.problems.length;
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
      <ProblemList
        problems={dialog.problems}
        onLeave={() => {
          isLeaving.current = true;
          close();
        }}
      />
    </Dialog>
  );
}
