import { FAR_ZOOM } from './geometry.ts';
import type { Layout } from './layout.ts';
import { search } from './search.ts';

/** A part of the drawing, top to bottom, in its own measure. */
export interface Band {
  from: number;
  to: number;
}

/** How far beyond the canvas's edges things are drawn already. */
const AHEAD = 400;
/** The band moves in steps, so that scrolling within one changes nothing. */
const STEP = 500;
const FAR_STEP = 4000;

/** The band of the drawing that is in view, and a little more. `offset` is the viewport's y. */
export function bandInView(offset: number, zoom: number, height: number): Band {
  const step = zoom < FAR_ZOOM ? FAR_STEP : STEP;
  return {
    from: Math.floor((-offset / zoom - AHEAD) / step) * step,
    to: Math.ceil(((height - offset) / zoom + AHEAD) / step) * step,
  };
}

/** Which operations are in a band: from `first` on, up to but without `end`. */
export function within({ operations }: Layout, band: Band): { first: number; end: number } {
  return { first: firstEndingAfter(operations, band.from), end: firstStartingAfter(operations, band.to) };
}

function firstEndingAfter(operations: Layout['operations'], y: number): number {
  return search(operations.length, (index) => {
    const box = operations[index];
    return box !== undefined && box.y + box.height > y;
  });
}

function firstStartingAfter(operations: Layout['operations'], y: number): number {
  return search(operations.length, (index) => (operations[index]?.y ?? 0) > y);
}
