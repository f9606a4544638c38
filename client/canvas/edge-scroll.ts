import type { Point } from '../state/pointer-drag.ts';

/** So near to an edge the canvas scrolls under a drag, the faster the nearer, in CSS pixels and, at the edge, those in a second. */
const EDGE_PX = 56;
const FASTEST_PX = 1100;
/** What counts of the time since the last frame: after a halt the canvas must not leap. */
const LONGEST_FRAME_MS = 100;

type Bounds = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/**
 * How far the canvas scrolls in a time, right and down, while the pointer is at a point of it: by the clock, so that it is as fast
 * on every display.
 */
export function scrollAt({ left, right, top, bottom }: Bounds, { x, y }: Point, milliseconds: number): Point {
  const seconds = Math.max(0, Math.min(milliseconds, LONGEST_FRAME_MS)) / 1000;
  return { x: along(x, left, right, seconds), y: along(y, top, bottom, seconds) };
}

/** The point of the canvas that is nearest: what is drawn beyond an edge goes on scrolling there. */
export function within({ left, right, top, bottom }: Bounds, { x, y }: Point): Point {
  return { x: Math.min(right, Math.max(left, x)), y: Math.min(bottom, Math.max(top, y)) };
}

function along(at: number, from: number, to: number, seconds: number): number {
  const back = Math.max(0, 1 - (at - from) / EDGE_PX);
  const on = Math.max(0, 1 - (to - at) / EDGE_PX);
  return Math.round((on - back) * FASTEST_PX * seconds);
}
