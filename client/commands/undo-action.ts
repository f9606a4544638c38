import { designer } from '../state/designer.ts';
import type { Notice } from '../state/notices-slice.ts';

/** The **Undo** of a notice; it does nothing once something else was done after it. */
export function undoAction(label: string): NonNullable<Notice['action']> {
  return {
    label: 'Undo',
    run: () => {
      const state = designer.getState();
      if (state.undoLabel === label) state.undo();
    },
  };
}
