import type { Selected } from '../state/selected.ts';
import type { Box } from './geometry.ts';
import { type Layout, stepBoxes } from './layout.ts';
import { search } from './search.ts';

/** The rectangle between two points, whichever way it was drawn. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/**
 * What a rectangle of the canvas selects, in reading order: an operation that it covers from top to bottom, else those of its
 * steps that it touches. An operation drawn without steps is selected by a touch.
 */
export function itemsIn(drawn: Layout, box: Box): Selected[] {
  const { operations } = drawn;
  const bottom = box.y + box.height;
  const items: Selected[] = [];
  const first = search(operations.length, (index) => {
    const operation = operations[index];
    return operation !== undefined && operation.y + operation.height > box.y;
  });
  for (let at = first; at < operations.length; at += 1) {
    const operation = operations[at];
    if (!operation || operation.y > bottom) break;
    if (!isTouching(operation, box)) continue;
    const steps = stepBoxes(drawn, operation);
    const isCovered = box.y <= operation.y && bottom >= operation.y + operation.height;
    if (isCovered || steps.length === 0) items.push({ kind: 'operation', id: operation.operationId });
    else items.push(...steps.filter((step) => isTouching(step, box)).map(({ id }) => ({ kind: 'step' as const, id })));
  }
  return items;
}

function isTouching(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
