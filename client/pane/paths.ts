import type { Id } from '../../shared/project/id.ts';
import type { PaneNode } from './node.ts';

/** The rows from the top down to the one that stands for a thing, which comes last; empty when there is none. */
export function pathTo(nodes: readonly PaneNode[], id: Id): PaneNode[] {
  for (const node of nodes) {
    const own = node.kind === 'global' ? node.name : node.item?.id;
    if (own === id && node.groupId === undefined) return [node];
    const below = pathTo(node.children, id);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}
