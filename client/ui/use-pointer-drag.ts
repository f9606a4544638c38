import { type PointerEvent, useRef } from 'react';

/** How far the pointer must go before a press becomes a drag, in CSS pixels. */
const THRESHOLD = 4;

export interface PointerDragHandlers {
  /** The press has become a drag. */
  onStart: (at: { x: number; y: number }) => void;
  onMove?: (at: { x: number; y: number }) => void;
  /** `dropped`: the button was let go; else the drag was canceled (Escape, the system). */
  onEnd?: (at: { x: number; y: number }, dropped: boolean) => void;
}

/**
 * Tells a drag from a click on an element, with mouse, pen and touch alike: spread the result's `onPointerDown` on it. The
 * pointer is followed on the window, so that the element may scroll away meanwhile; the click that ends a drag is not one.
 */
export function usePointerDrag(handlers: PointerDragHandlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  const onPointerDown = (down: PointerEvent) => {
    if (down.button !== 0 || !down.isPrimary) return;
    let started = false;
    const listening = new AbortController();
    const { signal } = listening;
    const end = (event: { clientX: number; clientY: number }, dropped: boolean) => {
      listening.abort();
      delete document.documentElement.dataset.dragging;
      if (started) latest.current.onEnd?.({ x: event.clientX, y: event.clientY }, dropped);
    };
    addEventListener(
      'pointermove',
      (move) => {
        if (move.pointerId !== down.pointerId) return;
        const at = { x: move.clientX, y: move.clientY };
        if (!started) {
          if (Math.hypot(at.x - down.clientX, at.y - down.clientY) < THRESHOLD) return;
          started = true;
          document.documentElement.dataset.dragging = 'true';
          getSelection()?.removeAllRanges();
          latest.current.onStart({ x: down.clientX, y: down.clientY });
        }
        latest.current.onMove?.(at);
      },
      { signal },
    );
    addEventListener(
      'pointerup',
      (up) => {
        if (up.pointerId !== down.pointerId) return;
        if (started) swallowClick();
        end(up, true);
      },
      { signal },
    );
    addEventListener('pointercancel', (cancel) => end(cancel, false), { signal });
    addEventListener(
      'keydown',
      (key) => {
        if (key.key !== 'Escape' || !started) return;
        key.stopPropagation();
        end(down, false);
      },
      { signal, capture: true },
    );
  };
  return { onPointerDown };
}

/** The browser makes a click of the same press when it ends on the same element. */
function swallowClick(): void {
  const stop = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', stop, { capture: true }));
}
