import type { Id } from '../../shared/project/id.ts';
import { GAP } from './geometry.ts';
import type { OperationBox } from './layout.ts';
import type { RunTone } from './run-view.ts';

/** How important a state is to be seen: where several operations fall on one row of pixels, the most important is drawn. */
export const TONES: readonly RunTone[] = ['idle', 'success', 'running', 'error'];

/**
 * The rows of a minimap, one for each of its pixels from top to bottom: 0 where there is no operation, else 1 + the place of
 * the operation's state in `TONES`. Thousands of operations cost one pass.
 * @param scale minimap pixels for one pixel of the drawing
 */
export function minimapRows(
  operations: readonly Pick<OperationBox, 'operationId' | 'y' | 'height'>[],
  scale: number,
  height: number,
  toneOf: (operationId: Id) => RunTone,
): Uint8Array {
  const rows = new Uint8Array(height);
  // Gaps of less than two pixels would only flicker.
  const gap = GAP * scale < 2 ? GAP : 0;
  for (const { operationId, y, height: tall } of operations) {
    const from = Math.round(y * scale);
    const to = Math.max(from + 1, Math.round((y + tall + gap) * scale));
    const rank = 1 + TONES.indexOf(toneOf(operationId));
    for (let row = from; row < to && row < height; row += 1) if ((rows[row] ?? 0) < rank) rows[row] = rank;
  }
  return rows;
}
