import type { CanvasNode, ConnectorEdge } from './nodes.ts';

/**
 * The same nodes and edges, but each that has not changed is the same object as before: React Flow then leaves it alone.
 * When none has changed, the list itself is the same.
 */
export function reuse<T extends CanvasNode | ConnectorEdge>(before: readonly T[], next: T[]): T[] {
  const known = new Map(before.map((item) => [item.id, item]));
  let isSame = before.length === next.length;
  const result = next.map((item, index) => {
    const old = known.get(item.id);
    const kept = old && equal(old, item) ? old : item;
    isSame &&= kept === before[index];
    return kept;
  });
  return isSame && isMutable(before) ? before : result;
}

function isMutable<T>(list: readonly T[]): list is T[] {
  return Array.isArray(list);
}

/** Whether two plain values are alike through and through; what is the same object is not looked into. */
function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => equal(Reflect.get(a, key), Reflect.get(b, key)));
}
