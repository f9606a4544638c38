import type { Viewport } from '../state/view-slice.ts';
import type { Box } from './geometry.ts';

export interface Size {
  width: number;
  height: number;
}

/** So far from the canvas's edge, in CSS pixels, something is put that is scrolled to. */
const ROOM = 32;

/** The viewport moved as little as needed to show nothing beyond the drawing; a drawing smaller than the canvas is centred. */
export function clamped(view: Viewport, drawing: Size, canvas: Size): Viewport {
  return {
    x: clampedAlong(view.x, drawing.width * view.zoom, canvas.width * view.zoom, canvas.width),
    y: clampedAlong(view.y, drawing.height * view.zoom, canvas.height * view.zoom, canvas.height),
    zoom: view.zoom,
  };
}

function clampedAlong(offset: number, length: number, least: number, room: number): number {
  const whole = Math.max(length, least);
  if (whole <= room) return (room - whole) / 2;
  return Math.min(0, Math.max(room - whole, offset));
}

/** The viewport that shows a box whole, moved no farther than needed; of a box larger than the canvas, its start. */
export function showing(box: Box, view: Viewport, canvas: Size): Viewport {
  return {
    x: along(box.x, box.width, view.x, view.zoom, canvas.width),
    y: along(box.y, box.height, view.y, view.zoom, canvas.height),
    zoom: view.zoom,
  };
}

function along(start: number, length: number, offset: number, zoom: number, room: number): number {
  const from = start * zoom + offset;
  const to = from + length * zoom;
  if (from >= 0 && to <= room) return offset;
  const isTooLong = to - from > room - 2 * ROOM;
  return from < ROOM || isTooLong ? offset + ROOM - from : offset + room - ROOM - to;
}

/** The viewport in which all of the drawing is seen, at 100 % at most and `least` at least. */
export function fitting(drawing: Size, canvas: Size, least: number): Viewport {
  const zoom = Math.max(least, Math.min(1, canvas.width / drawing.width, canvas.height / drawing.height));
  return clamped({ x: 0, y: 0, zoom }, drawing, canvas);
}
