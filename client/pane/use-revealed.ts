import { type RefObject, useEffect, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import type { TreeHandle } from '../ui/Tree.tsx';
import type { PaneNode } from './node.ts';
import { pathTo } from './paths.ts';

interface Revealed {
  /** All there is. */
  nodes: readonly PaneNode[];
  /** What the search and the filter leave. */
  roots: readonly PaneNode[];
  selected: ReadonlySet<Id>;
  expand: (node: PaneNode, expanded: boolean) => void;
  /** Takes the search and the filter away. */
  showAll: () => void;
}

/** Scrolls a tree to what is selected whenever the selection is to be shown: opened, and unfiltered, as far as it takes. */
export function useRevealed({ nodes, roots, selected, expand, showAll }: Revealed): RefObject<TreeHandle | null> {
  const handle = useRef<TreeHandle>(null);
  const revealed = useDesigner((state) => state.revealed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something is to be shown, not when the tree changes
  useEffect(() => {
    const [id] = selected;
    // What was chosen in the tree itself stays where it is.
    if (id === undefined || document.activeElement?.closest('[role="tree"]')) return;
    const path = pathTo(nodes, id);
    const row = path.at(-1);
    if (!row) return;
    if (pathTo(roots, id).length === 0) showAll();
    for (const node of path.slice(0, -1)) expand(node, true);
    // Once the opened rows are there.
    const frame = requestAnimationFrame(() => handle.current?.scrollTo(row.id));
    return () => cancelAnimationFrame(frame);
  }, [revealed]);
  return handle;
}
