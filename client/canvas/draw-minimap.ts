import type { Id } from '../../shared/project/id.ts';
import { designer } from '../state/designer.ts';
import type { Layout } from './layout.ts';
import { minimapRows, TONES } from './minimap-rows.ts';
import { type RunTone, toneOf } from './run-view.ts';
import type { Size } from './viewport.ts';

/** In CSS pixels. */
export const MAP_WIDTH = 88;
/** So much of the canvas's width is left to it, so that it covers no operation. */
export const MAP_ROOM = MAP_WIDTH + 16;
const TALLEST = 240;
const INSET = 8;
const MARK = 4;

/** The design token of each state's colour. */
const COLOURS: Readonly<Record<RunTone, string>> = {
  idle: '--faint',
  success: '--success',
  running: '--running',
  error: '--error',
};

export interface MapScale {
  /** Minimap pixels for one pixel of the drawing. */
  x: number;
  y: number;
  /** The minimap's height. */
  height: number;
}

/** How a drawing is made small: as wide as the minimap, and in proportion as long as it is not too tall. */
export function mapScale(drawing: Size, canvas: Size): MapScale {
  const x = MAP_WIDTH / Math.max(1, drawing.width);
  const room = Math.max(40, Math.min(TALLEST, canvas.height - 140));
  const height = Math.max(8, Math.round(Math.min(room, drawing.height * x)));
  return { x, y: height / Math.max(1, drawing.height), height };
}

/** Draws the operations; what is selected is marked at the left edge, what has been found at the right. */
export function drawMinimap(canvas: HTMLCanvasElement, drawn: Layout, scale: MapScale): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(MAP_WIDTH * ratio);
  canvas.height = Math.round(scale.height * ratio);
  canvas.style.width = `${MAP_WIDTH}px`;
  canvas.style.height = `${scale.height}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, MAP_WIDTH, scale.height);

  const { runs, lastRun, selection, find } = designer.getState();
  const style = getComputedStyle(canvas);
  const colours = TONES.map((tone) => style.getPropertyValue(COLOURS[tone]));
  const rows = minimapRows(drawn.operations, scale.y, scale.height, (id) => {
    const state = runs[lastRun[id] ?? '']?.state;
    return state ? toneOf(state) : 'idle';
  });
  for (const [row, rank] of rows.entries()) {
    if (rank === 0) continue;
    context.fillStyle = colours[rank - 1] ?? '';
    context.fillRect(INSET, row, MAP_WIDTH - 2 * INSET, 1);
  }
  const mark = (ids: ReadonlySet<Id>, left: number, colour: string) => {
    if (ids.size === 0) return;
    context.fillStyle = style.getPropertyValue(colour);
    for (const { y, height } of holders(drawn, ids))
      context.fillRect(left, Math.floor(y * scale.y), MARK, Math.max(2, height * scale.y));
  };
  mark(new Set(selection.map((item) => item.id)), 2, '--accent');
  mark(find?.ids ?? new Set(), MAP_WIDTH - 2 - MARK, '--warning');
}

/** The operations that are, or hold, one of these. */
function holders({ operations }: Layout, ids: ReadonlySet<Id>): Layout['operations'] {
  return operations.filter(
    ({ operationId, operation }) => ids.has(operationId) || operation.steps.some((step) => ids.has(step.id)),
  );
}
