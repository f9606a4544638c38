import { designer } from './designer.ts';
import type { DragItem, DropZone } from './drop-zones.ts';
import { whyNotAllowed } from './permission.ts';

/** A point of the window, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Finds the zone under a point for what is dragged. */
type ZoneFinder = (point: Point, item: DragItem) => DropZone | null;

/** A mouse must move so far before a press becomes a drag; a finger must rest so long, and not move farther meanwhile. */
const THRESHOLD_PX = 5;
const LONG_PRESS_MS = 350;

let findZone: ZoneFinder = () => null;
const followers = new Set<(point: Point) => void>();

/** Makes something, the canvas, the place where things are dropped. Returns how to end that. */
export function setDropTarget(find: ZoneFinder): () => void {
  findZone = find;
  return () => {
    if (findZone === find) findZone = () => null;
  };
}

/** Tells where the pointer is during a drag. Returns how to end that. */
export function followDrag(listener: (point: Point) => void): () => void {
  followers.add(listener);
  return () => followers.delete(listener);
}

/** Looks anew what is under the pointer: the canvas has scrolled beneath it. */
export function aimAgain(point: Point): void {
  const { dragging, aimAt } = designer.getState();
  if (dragging) aimAt(findZone(point, dragging));
}

/** What a press is made of, for React's events and the browser's own. */
export type Press = Pick<PointerEvent, 'button' | 'pointerId' | 'pointerType' | 'clientX' | 'clientY'>;

/**
 * Call on pointer down on something that can be dragged. It becomes a drag once the mouse has moved a little, or a finger has
 * rested; until then it stays a click, and a finger still scrolls. Escape cancels; letting go off every zone does too. With
 * Ctrl/⌘ held at the end, a copy is dropped. Where one may not change the design it stays a click.
 */
export function beginPointerDrag(press: Press, item: DragItem): void {
  if (press.button !== 0 || whyNotAllowed(designer.getState(), 'write') !== null) return;
  const start: Point = { x: press.clientX, y: press.clientY };
  const isTouch = press.pointerType === 'touch';
  const listening = new AbortController();
  let point = start;
  let started = false;

  const begin = () => {
    started = true;
    document.documentElement.dataset.dragging = 'true';
    getSelection()?.removeAllRanges();
    designer.getState().startDrag(item);
    follow();
  };
  const follow = () => {
    for (const follower of followers) follower(point);
    aimAgain(point);
  };
  const timer = isTouch ? setTimeout(begin, LONG_PRESS_MS) : undefined;
  const stop = () => {
    clearTimeout(timer);
    listening.abort();
    delete document.documentElement.dataset.dragging;
    delete document.documentElement.dataset.copying;
  };
  const options = { signal: listening.signal };

  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    point = { x: event.clientX, y: event.clientY };
    showCopying(event);
    const isFar = Math.hypot(point.x - start.x, point.y - start.y) > THRESHOLD_PX;
    if (started) follow();
    else if (isFar && isTouch) stop();
    else if (isFar) begin();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    stop();
    if (!started) return;
    swallowClick();
    const { dropZone, drop, cancelDrag } = designer.getState();
    if (dropZone) drop(dropZone, { copy: event.ctrlKey || event.metaKey });
    else cancelDrag();
  };
  const cancel = () => {
    stop();
    if (started) designer.getState().cancelDrag();
  };

  addEventListener('pointermove', onMove, options);
  addEventListener('pointerup', onUp, options);
  addEventListener('pointercancel', cancel, options);
  addEventListener('blur', cancel, options);
  addEventListener('selectstart', (event) => event.preventDefault(), options);
  addEventListener('touchmove', (event) => started && event.cancelable && event.preventDefault(), {
    ...options,
    passive: false,
  });
  addEventListener('keydown', showCopying, options);
  addEventListener('keyup', showCopying, options);
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !started) return;
      event.stopPropagation();
      cancel();
    },
    { ...options, capture: true },
  );
}

/** With Ctrl/⌘ held a drop makes a copy: the pointer says so. */
function showCopying({ ctrlKey, metaKey }: { ctrlKey: boolean; metaKey: boolean }): void {
  document.documentElement.toggleAttribute('data-copying', ctrlKey || metaKey);
}

/** The click that ends a drag is none. */
export function swallowClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
}
