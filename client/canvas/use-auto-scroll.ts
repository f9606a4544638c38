import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { useDesigner } from '../state/designer.ts';
import { aimAgain, followDrag, type Point } from '../state/pointer-drag.ts';
import { clamped, type Size } from './viewport.ts';

/** So near to the upper or lower edge the canvas scrolls under a drag, the faster the nearer, at most so far a frame. */
const EDGE_PX = 56;
const FASTEST_PX = 18;

/** Scrolls the canvas while something is dragged along its upper or lower edge. */
export function useAutoScroll(root: RefObject<HTMLElement | null>, drawing: Size, canvas: Size): void {
  const isDragging = useDesigner((state) => state.dragging !== null);
  const { getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    if (!isDragging) return;
    let point: Point | null = null;
    let frame = 0;
    const scroll = () => {
      frame = requestAnimationFrame(scroll);
      const bounds = root.current?.getBoundingClientRect();
      const by = bounds && point ? speedAt(bounds, point) : 0;
      if (!point || by === 0) return;
      const { x, y, zoom } = getViewport();
      void setViewport(clamped({ x, y: y - by, zoom }, drawing, canvas));
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

function speedAt({ left, right, top, bottom }: DOMRect, { x, y }: Point): number {
  if (x < left || x > right || y < top || y > bottom) return 0;
  const up = Math.max(0, 1 - (y - top) / EDGE_PX);
  const down = Math.max(0, 1 - (bottom - y) / EDGE_PX);
  return Math.round((down - up) * FASTEST_PX);
}
