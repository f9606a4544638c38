import type { PaneNode } from './node.ts';

/** Where a name holds what is searched for: start and end, or null. Upper and lower case are the same. */
export function matchIn(name: string, query: string): [start: number, end: number] | null {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return null;
  const start = name.toLocaleLowerCase().indexOf(wanted);
  return start < 0 ? null : [start, start + wanted.length];
}

/** The nodes that match, with everything above and beneath them. All of them when nothing is searched for. */
export function searched(nodes: readonly PaneNode[], query: string): readonly PaneNode[] {
  if (query.trim() === '') return nodes;
  return nodes.flatMap((node) => {
    const children = searched(node.children, query);
    if (children.length > 0) return [{ ...node, children }];
    return isMatch(node, query) ? [node] : [];
  });
}

function isMatch(node: PaneNode, query: string): boolean {
  if (node.kind === 'category') return false;
  return matchIn(node.name, query) !== null || node.number === query.trim();
}

/** How many nodes match themselves. */
export function matchCount(nodes: readonly PaneNode[], query: string): number {
  return nodes.reduce((count, node) => count + (isMatch(node, query) ? 1 : 0) + matchCount(node.children, query), 0);
}
