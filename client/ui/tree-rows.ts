/** One thing of a tree. Its id is unique in the tree. */
export interface TreeNode {
  id: string;
  /** What its accessible name and typing ahead go by. */
  name: string;
  children: readonly TreeNode[];
  /** Whether it can be opened even while it has no children. */
  isBranch?: boolean;
}

/** A node that shows, with what its place in the tree says to screen readers. */
export interface TreeRow<N extends TreeNode> {
  node: N;
  parentId: string | null;
  /** From 1. */
  level: number;
  /** From 1, among its siblings. */
  position: number;
  siblings: number;
  /** Null for a leaf. */
  expanded: boolean | null;
}

/** A tree's nodes may be of several kinds: `N` is their union, and children are of it too. */
export type Nodes<N extends TreeNode> = readonly N[];

/** The rows under each open node, as they were found last: for one way in which nodes are open. */
export type KnownRows<N extends TreeNode> = WeakMap<N, readonly TreeRow<N>[]>;

/**
 * The rows that show, from top to bottom: nodes under closed ones are left out. `known`: what it may take from before and
 * keeps for later; it holds as long as `isExpanded` answers the same.
 */
export function treeRows<N extends TreeNode & { children: Nodes<N> }>(
  roots: Nodes<N>,
  isExpanded: (node: N) => boolean,
  known: KnownRows<N> = new WeakMap(),
): TreeRow<N>[] {
  const rowsOf = (nodes: Nodes<N>, parentId: string | null, level: number) => {
    const rows: TreeRow<N>[] = [];
    for (const [index, node] of nodes.entries()) {
      const isBranch = node.isBranch === true || node.children.length > 0;
      const expanded = isBranch ? isExpanded(node) : null;
      rows.push({ node, parentId, level, position: index + 1, siblings: nodes.length, expanded });
      if (expanded) for (const row of rowsUnder(node, level)) rows.push(row);
    }
    return rows;
  };
  const rowsUnder = (node: N, level: number) => {
    const rows = known.get(node) ?? rowsOf(node.children, node.id, level + 1);
    known.set(node, rows);
    return rows;
  };
  return rowsOf(roots, null, 1);
}

/** Where a key leads from a row; the same index when it leads nowhere. */
export function nextIndex<N extends TreeNode>(
  rows: readonly TreeRow<N>[],
  from: number,
  key: string,
  pageSize: number,
): number {
  const last = rows.length - 1;
  const row = rows[from];
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, last);
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'PageDown':
      return Math.min(from + pageSize, last);
    case 'PageUp':
      return Math.max(from - pageSize, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
      return row?.expanded && rows[from + 1]?.parentId === row.node.id ? from + 1 : from;
    case 'ArrowLeft': {
      if (row?.expanded) return from;
      const parent = rows.findIndex(({ node }) => node.id === row?.parentId);
      return parent >= 0 ? parent : from;
    }
    default:
      return from;
  }
}

/** The next row after `from`, going round, whose name starts with `typed`; -1 when there is none. */
export function typeAhead<N extends TreeNode>(rows: readonly TreeRow<N>[], from: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase();
  // A first letter moves on; more letters may stay where they are.
  const start = typed.length > 1 ? from : from + 1;
  for (let step = 0; step < rows.length; step += 1) {
    const index = (start + step) % rows.length;
    if (rows[index]?.node.name.toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
