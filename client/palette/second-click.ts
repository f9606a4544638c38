import { type MouseEvent, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';

/** As browsers tell a double-click from two clicks, about. */
const WITHIN_MS = 500;
const WITHIN_PX = 4;

interface Click {
  id: Id;
  item: Element;
  x: number;
  y: number;
  at: number;
}

/**
 * The second click of a double-click is for the connection that the first one was on. That may have moved away from under the pointer, as a
 * click opens one connection and closes another; what has come there instead is not clicked. Gives the handlers of what holds them.
 */
export function useSecondClick(onDoubleClick: (connectionId: Id) => void) {
  const first = useRef<Click | null>(null);
  const isTaken = useRef(false);
  const onClickCapture = (event: MouseEvent) => {
    const { clientX: x, clientY: y, timeStamp: at, target } = event;
    const before = first.current;
    first.current = null;
    isTaken.current = false;
    // A click by the keyboard has no place.
    if (event.detail === 0 || !(target instanceof Element)) return;
    const isSecond =
      before !== null && at - before.at <= WITHIN_MS && Math.hypot(x - before.x, y - before.y) <= WITHIN_PX;
    if (isSecond && !before.item.contains(target)) {
      event.preventDefault();
      event.stopPropagation();
      isTaken.current = true;
      onDoubleClick(before.id);
      return;
    }
    const item = target.closest<HTMLElement>('[data-connection]');
    const id = item?.dataset.connection;
    if (item && id !== undefined && !isSecond) first.current = { id, item, x, y, at };
  };
  const onDoubleClickCapture = (event: MouseEvent) => {
    if (isTaken.current) event.stopPropagation();
  };
  return { onClickCapture, onDoubleClickCapture };
}
