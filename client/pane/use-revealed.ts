import { type RefObject, useEffect, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { focusTreeIfLost } from '../commands/focus-tree.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { PaneTree } from '../state/pane-slice.ts';
import type { TreeHandle } from '../ui/Tree.tsx';
import type { PaneNode } from './node.ts';
import { pathTo } from './paths.ts';

interface Revealed {
  tree: PaneTree;
  /** All there is. */
  nodes: readonly PaneNode[];
  /** What the search and the filter leave. */
  roots: readonly PaneNode[];
  /** The things to be shown: the first of them is scrolled to. */
  selected: ReadonlySet<Id>;
  expand: (node: PaneNode, expanded: boolean) => void;
  /** Takes the search and the filter away. */
  showAll: () => void;
}

/**
 * Scrolls a tree to what is selected whenever the selection is to be shown: opened, and unfiltered, as far as it takes. What
 * was shown while the tree was not there is shown when it comes, once. Also gives a row the focus when that is asked for.
 */
export function useRevealed({ tree, nodes, roots, selected, expand, showAll }: Revealed): RefObject<TreeHandle | null> {
  const handle = useRef<TreeHandle>(null);
  const revealed = useDesigner((state) => state.revealed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something is to be shown, not when the tree changes
  useEffect(() => {
    const { trees, setTree } = designer.getState();
    if (trees[tree].revealed === revealed) return;
    setTree(tree, { revealed });
    const [id] = selected;
    if (id === undefined) return;
    // What was chosen in a tree stays where it is, and the other tree stays as it was left.
    if (document.activeElement?.closest('[role="tree"]')) {
      setTree(tree === 'workflows' ? 'components' : 'workflows', { revealed });
      return;
    }
    const path = pathTo(nodes, id);
    const row = path.at(-1);
    if (!row) return;
    if (pathTo(roots, id).length === 0) showAll();
    for (const node of path.slice(0, -1)) expand(node, true);
    // Once the opened rows are there; what stands in a row that stays closed is shown by that row.
    const frame = requestAnimationFrame(() => path.findLast((node) => handle.current?.scrollTo(node.id)));
    return () => cancelAnimationFrame(frame);
  }, [revealed]);
  const wanted = useDesigner((state) => state.rowWanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when a row is asked for
  useEffect(() => {
    if (wanted === null) return;
    const path = pathTo(nodes, wanted.id);
    if (path.length > 0 && pathTo(roots, wanted.id).length === 0) showAll();
    for (const node of path.slice(0, -1)) expand(node, true);
    const frame = requestAnimationFrame(() => {
      path.findLast((node) => handle.current?.focus(node.id));
      designer.getState().focusRow(null);
      focusTreeIfLost();
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted]);
  return handle;
}
