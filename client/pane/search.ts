import type { PaneNode } from './node.ts';

/** Where a name holds what is searched for: start and end, or null. Upper and lower case are the same. */
export function matchIn(name: string, query: string): [start: number, end: number] | null {
  const wanted = wantedBy(query);
  if (wanted === '') return null;
  const start = name.toLowerCase().indexOf(wanted);
  return start < 0 ? null : [start, start + wanted.length];
}

/** The nodes that match, with everything above and beneath them. All of them when nothing is searched for. */
export function searched(nodes: readonly PaneNode[], query: string): readonly PaneNode[] {
  const wanted = wantedBy(query);
  return wanted === '' ? nodes : matching(nodes, wanted);
}

function matching(nodes: readonly PaneNode[], wanted: string): PaneNode[] {
  const kept: PaneNode[] = [];
  for (const node of nodes) {
    const children = node.children.length === 0 ? node.children : matching(node.children, wanted);
    if (children.length > 0) kept.push({ ...node, children });
    else if (isMatch(node, wanted)) kept.push(node);
  }
  return kept;
}

function wantedBy(query: string): string {
  return query.trim().toLowerCase();
}

function isMatch(node: PaneNode, wanted: string): boolean {
  if (node.kind === 'category' || node.kind === 'hint') return false;
  return node.name.toLowerCase().includes(wanted) || node.number === wanted;
}
