import { useEffect } from 'react';
import { designer } from '../state/designer.ts';

/** A pane that is closed takes along the focus that was in it: then it goes to the canvas, and is not lost. */
export function useFocusKept(): void {
  useEffect(
    () =>
      designer.subscribe((state, before) => {
        if (state.panes === before.panes) return;
        // After the pane is gone.
        requestAnimationFrame(() => {
          if (document.activeElement !== null && document.activeElement !== document.body) return;
          const canvas = document.querySelector<HTMLElement>('[data-canvas]');
          (canvas?.querySelector<HTMLElement>('[tabindex="0"]') ?? canvas)?.focus({ preventScroll: true });
        });
      }),
    [],
  );
}
