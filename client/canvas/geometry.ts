/** The measures of the canvas, in CSS pixels at 100 % zoom. */

/** Free space around the operations. */
export const MARGIN = 24;
/** Between two operations; the drop zone lives there. */
export const GAP = 20;
export const OPERATION_HEADER = 40;
export const OPERATION_BODY = 116;
export const OPERATION_HEIGHT = OPERATION_HEADER + OPERATION_BODY;

export const TILE_WIDTH = 88;
export const TILE_HEIGHT = 64;
/** Between two tiles: the connector with its figures, such as `999.9 MB / 999.9 GB`. */
export const TILE_GAP = 112;
/** A step with its name beneath the tile. */
export const STEP_HEIGHT = TILE_HEIGHT + 34;
/** From an operation's left and top edge to its first tile. */
export const STEP_LEFT = 48;
export const STEP_TOP = OPERATION_HEADER;
/** Between a drop zone and the tiles beside it. */
export const ZONE_INSET = 8;

/** The drop zone after the last operation, which is always there. */
export const END_ZONE_HEIGHT = 56;
/** How high a zone between operations is drawn while something is over it. */
export const AIMED_ZONE_HEIGHT = 56;

/** Below this zoom, operations are drawn alone, simplified. */
export const FAR_ZOOM = 0.4;
export const MIN_ZOOM = 0.1;
export const MAX_ZOOM = 2;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How wide an operation must be for its steps and the zone right of the last one. */
export function rowWidth(steps: number): number {
  const tiles = Math.max(1, steps);
  return stepLeft(tiles) - TILE_GAP + TILE_WIDTH + 2 * ZONE_INSET;
}

/** The left edge of a step's tile, from its operation's. */
export function stepLeft(index: number): number {
  return STEP_LEFT + index * (TILE_WIDTH + TILE_GAP);
}
