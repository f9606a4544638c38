import { useCallback, useEffect, useMemo, useState } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import type { PaneTree } from '../state/pane-slice.ts';
import { filtered } from './filter.ts';
import { type Marks, marksOf } from './marks.ts';
import type { PaneNode } from './node.ts';
import { searched } from './search.ts';

const NONE: Readonly<Record<string, boolean>> = {};

/**
 * What both trees need: the search, what is open, and the marks. `openFromStart`: whether a node that nobody has touched is
 * open. While something is searched for, everything that is left is open, but for what is closed meanwhile. `passes`: shows
 * only what it lets through.
 */
export function usePaneTree(
  tree: PaneTree,
  nodes: readonly PaneNode[],
  openFromStart: (node: PaneNode) => boolean,
  passes: ((node: PaneNode, marks: Marks) => boolean) | null = null,
) {
  const query = useDesigner((state) => state.trees[tree].query);
  const touched = useDesigner((state) => state.openRows[tree]);
  const project = useDesigner((state) => state.project);
  const problems = useDesigner((state) => state.problems);
  const [touchedNow, setTouchedNow] = useState(NONE);
  const isSearching = query.trim() !== '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search opens everything that it finds
  useEffect(() => setTouchedNow(NONE), [query]);
  const isExpanded = useCallback(
    (node: PaneNode) => (isSearching ? (touchedNow[node.id] ?? true) : (touched[node.id] ?? openFromStart(node))),
    [isSearching, touched, touchedNow, openFromStart],
  );
  const expand = (node: PaneNode, expanded: boolean) => {
    if (isSearching) setTouchedNow((before) => ({ ...before, [node.id]: expanded }));
    else designer.getState().openRow(tree, node.id, expanded);
  };
  const setQuery = (text: string) => designer.getState().setTree(tree, { query: text });
  const marks = useMemo(() => (project ? marksOf(project, problems) : null), [project, problems]);
  const kept = useMemo(
    () => (passes && marks ? filtered(nodes, (node) => passes(node, marks)) : nodes),
    [nodes, passes, marks],
  );
  const roots = useMemo(() => searched(kept, query), [kept, query]);
  return { query, setQuery, isSearching, isExpanded, expand, roots, marks };
}
