import { designer } from '../state/designer.ts';
import type { Notice } from '../state/notices-slice.ts';

/** The **Undo** of a notice about the last change; it does nothing once something else was done after it. */
export function undoAction(): NonNullable<Notice['action']> {
  const { undoId } = designer.getState();
  return {
    label: 'Undo',
    run: () => {
      const state = designer.getState();
      if (undoId !== null && state.undoId === undoId) state.undo();
    },
  };
}
