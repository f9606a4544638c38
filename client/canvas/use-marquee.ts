import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { designer } from '../state/designer.ts';
import { swallowClick } from '../state/pointer-drag.ts';
import { isSame, type Selected } from '../state/selected.ts';
import { scrollAt, within } from './edge-scroll.ts';
import type { Box } from './geometry.ts';
import { boxBetween, itemsIn } from './items-in.ts';
import type { Layout } from './layout.ts';
import { clamped } from './viewport.ts';

/** A press must move so far before it selects by rectangle. */
const THRESHOLD_PX = 5;

/**
 * Selects by rectangle: a drag of the mouse that starts on the empty canvas, or on an operation's background. Along the edges the
 * canvas scrolls. Shift or Ctrl/⌘ adds to what is selected; Escape takes it back. Gives the rectangle, in the drawing's own measure,
 * while there is one.
 */
export function useMarquee(root: RefObject<HTMLElement | null>, drawn: Layout, isPanning: boolean): Box | null {
  const { screenToFlowPosition, getViewport, setViewport } = useReactFlow();
  const [box, setBox] = useState<Box | null>(null);
  const latest = useRef({ drawn, isPanning });
  latest.current = { drawn, isPanning };

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const onPointerDown = (press: PointerEvent) => {
      if (press.button !== 0 || press.pointerType === 'touch' || latest.current.isPanning) return;
      if (designer.getState().placing || !isBackground(press.target)) return;
      const start = screenToFlowPosition({ x: press.clientX, y: press.clientY }, { snapToGrid: false });
      const before = designer.getState().selection;
      const base = press.shiftKey || press.ctrlKey || press.metaKey ? before : [];
      const listening = new AbortController();
      const options = { signal: listening.signal };
      let started = false;
      let canceled = false;
      let pointer = { x: press.clientX, y: press.clientY };
      let frame = 0;
      let shownAt = 0;

      const end = () => {
        listening.abort();
        cancelAnimationFrame(frame);
        setBox(null);
      };
      const follow = () => {
        const next = boxBetween(start, screenToFlowPosition(pointer, { snapToGrid: false }));
        setBox(next);
        choose([...base, ...itemsIn(latest.current.drawn, next)]);
      };
      const scroll = (now: number) => {
        frame = requestAnimationFrame(scroll);
        const bounds = element.getBoundingClientRect();
        const by = scrollAt(bounds, within(bounds, pointer), now - shownAt);
        shownAt = now;
        if (canceled || (by.x === 0 && by.y === 0)) return;
        const { x, y, zoom } = getViewport();
        const next = clamped({ x: x - by.x, y: y - by.y, zoom }, latest.current.drawn.size, bounds);
        if (next.x === x && next.y === y) return;
        void setViewport(next);
        follow();
      };
      const onMove = (event: PointerEvent) => {
        const isFar = Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) > THRESHOLD_PX;
        if (canceled || (!started && !isFar)) return;
        if (!started) {
          shownAt = performance.now();
          frame = requestAnimationFrame(scroll);
        }
        started = true;
        pointer = { x: event.clientX, y: event.clientY };
        follow();
      };
      addEventListener('pointermove', onMove, options);
      addEventListener(
        'pointerup',
        () => {
          end();
          if (!started) return;
          swallowClick();
          if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
          if (!canceled) tell();
        },
        options,
      );
      addEventListener('pointercancel', end, options);
      addEventListener('blur', end, options);
      addEventListener('selectstart', (event) => event.preventDefault(), options);
      addEventListener(
        'keydown',
        (event) => {
          if (event.key !== 'Escape' || !started) return;
          event.stopPropagation();
          canceled = true;
          setBox(null);
          designer.getState().select(before);
        },
        { ...options, capture: true },
      );
    };
    element.addEventListener('pointerdown', onPointerDown);
    return () => element.removeEventListener('pointerdown', onPointerDown);
  }, [root, screenToFlowPosition, getViewport, setViewport]);

  return box;
}

/** Whether a press there is on the canvas itself: between the operations, or where an operation has nothing to take hold of. */
function isBackground(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('.nopan, button, a, input')) return false;
  return target.closest('.react-flow__pane, [data-operation]') !== null && target.closest('[data-step]') === null;
}

/** Selects, unless that is what is selected already. */
function choose(wanted: readonly Selected[]): void {
  const items = [...new Map(wanted.map((item) => [`${item.kind} ${item.id}`, item])).values()];
  const { selection, select } = designer.getState();
  const isKnown = items.length === selection.length && items.every((item, index) => isSameAt(selection, index, item));
  if (!isKnown) select(items);
}

function isSameAt(list: readonly Selected[], index: number, item: Selected): boolean {
  const other = list[index];
  return other !== undefined && isSame(other, item);
}

function tell(): void {
  const { selection, announce } = designer.getState();
  announce(selection.length === 1 ? '1 item selected.' : `${selection.length} items selected.`);
}
