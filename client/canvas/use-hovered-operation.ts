import { type RefObject, useEffect, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';

/** So long, in milliseconds, the mouse must stay: while the canvas moves beneath it, it is over many for a moment. */
const STAY = 80;

/** The operation that the mouse was over last, as long as it is on the canvas; null when it is elsewhere. */
export function useHoveredOperation(root: RefObject<HTMLElement | null>): Id | null {
  const [hovered, setHovered] = useState<Id | null>(null);
  useEffect(() => {
    const canvas = root.current;
    if (!canvas) return;
    const listening = new AbortController();
    const options = { signal: listening.signal, passive: true };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hover = (operationId: Id | null) => {
      clearTimeout(timer);
      timer = setTimeout(() => setHovered(operationId), STAY);
    };
    // Comes with each new element under the pointer only, not with each move.
    canvas.addEventListener(
      'pointerover',
      (event) => {
        if (event.pointerType === 'touch' || event.buttons !== 0 || !(event.target instanceof Element)) return;
        const operation = event.target.closest<HTMLElement>('[data-operation]');
        if (operation?.dataset.operation) hover(operation.dataset.operation);
      },
      options,
    );
    canvas.addEventListener('pointerleave', () => hover(null), options);
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [root]);
  return hovered;
}
