import { useEffect } from 'react';
import { useDesigner } from '../state/designer.ts';
import { ActionsMenu } from './ActionsMenu.tsx';
import { DeleteDialog } from './dialogs/DeleteDialog.tsx';
import { DeleteRefusedDialog } from './dialogs/DeleteRefusedDialog.tsx';
import { DeployRefusedDialog } from './dialogs/DeployRefusedDialog.tsx';
import { RunUndeployedDialog } from './dialogs/RunUndeployedDialog.tsx';
import { pressAnywhere, takesText } from './shortcuts.ts';

/** What commands put over the page: the actions menu, their dialogs, and the keys that work everywhere. Mounted once. */
export function CommandLayer() {
  const dialog = useDesigner((state) => state.dialog);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || takesText(event.target) || isInDialog(event.target)) return;
      if (pressAnywhere(event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <ActionsMenu />
      {dialog?.kind === 'deploy-refused' && <DeployRefusedDialog dialog={dialog} />}
      {dialog?.kind === 'run-undeployed' && <RunUndeployedDialog dialog={dialog} />}
      {dialog?.kind === 'delete' && <DeleteDialog dialog={dialog} />}
      {dialog?.kind === 'delete-refused' && <DeleteRefusedDialog dialog={dialog} />}
    </>
  );
}

function isInDialog(element: EventTarget | null): boolean {
  return element instanceof Element && element.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
