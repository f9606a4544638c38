import { useRef } from 'react';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { useWhyNotAllowed } from '../../state/use-why-not-allowed.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** Asks what to run when what is deployed is not what is designed. */
export function RunUndeployedDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'run-undeployed' }> }) {
  const primary = useRef<HTMLButtonElement>(null);
  const close = useDesigner((state) => state.closeDialog);
  const runOperation = useDesigner((state) => state.run);
  const name = useDesigner((state) => state.project?.operations[dialog.operationId]?.name ?? '');
  const refusal = useWhyNotAllowed('write');
  const start = (deploy: boolean) => {
    close();
    void runOperation(dialog.operationId, { deploy, ...(dialog.globals ? { globals: dialog.globals } : {}) });
  };
  return (
    <Dialog
      open
      onClose={close}
      initialFocus={primary}
      title={dialog.deployed ? `${name} has changed since it was deployed` : `${name} is not deployed`}
      description={
        dialog.deployed
          ? 'Continue runs it as it was deployed, without the changes.'
          : refusal === null
            ? 'Only what is deployed can run. Deploy it and run it at once?'
            : 'Only what is deployed can run.'
      }
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          {dialog.deployed && <Button onClick={() => start(false)}>Continue</Button>}
          <Button ref={primary} variant="primary" disabledReason={refusal} onClick={() => start(true)}>
            Deploy and run
          </Button>
        </>
      }
    />
  );
}
