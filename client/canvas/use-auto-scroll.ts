import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { useDesigner } from '../state/designer.ts';
import { aimAgain, followDrag, type Point } from '../state/pointer-drag.ts';
import { scrollAt } from './edge-scroll.ts';
import { isInside } from './use-drop-target.ts';
import { clamped, type Size } from './viewport.ts';

/** Scrolls the canvas while something is dragged along its edges. */
export function useAutoScroll(root: RefObject<HTMLElement | null>, drawing: Size, canvas: Size): void {
  const isDragging = useDesigner((state) => state.dragging !== null);
  const { getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    if (!isDragging) return;
    let point: Point | null = null;
    let frame = 0;
    let shownAt = performance.now();
    const scroll = (now: number) => {
      const passed = now - shownAt;
      shownAt = now;
      frame = requestAnimationFrame(scroll);
      const bounds = root.current?.getBoundingClientRect();
      if (!bounds || !point || !isInside(bounds, point)) return;
      const by = scrollAt(bounds, point, passed);
      if (by.x === 0 && by.y === 0) return;
      const { x, y, zoom } = getViewport();
      void setViewport(clamped({ x: x - by.x, y: y - by.y, zoom }, drawing, canvas));
      aimAgain(point);
    };
    frame = requestAnimationFrame(scroll);
    const unfollow = followDrag((next) => {
      point = next;
    });
    return () => {
      cancelAnimationFrame(frame);
      unfollow();
    };
  }, [isDragging, root, drawing, canvas, getViewport, setViewport]);
}
