import { Redo2, Undo2 } from 'lucide-react';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** The two buttons; each tooltip names the change that it takes back or does again. */
export function UndoRedo() {
  const undoLabel = useDesigner((state) => state.undoLabel);
  const redoLabel = useDesigner((state) => state.redoLabel);
  const refusal = useWhyNotAllowed('write');
  return (
    <>
      <IconButton
        label="Undo"
        icon={<Undo2 size={16} />}
        shortcut="Mod+Z"
        {...(undoLabel === null || refusal !== null
          ? { disabledReason: refusal ?? 'nothing to undo' }
          : { detail: undoLabel })}
        onClick={() => designer.getState().undo()}
      />
      <IconButton
        label="Redo"
        icon={<Redo2 size={16} />}
        shortcut="Mod+Shift+Z"
        {...(redoLabel === null || refusal !== null
          ? { disabledReason: refusal ?? 'nothing to redo' }
          : { detail: redoLabel })}
        onClick={() => designer.getState().redo()}
      />
    </>
  );
}
