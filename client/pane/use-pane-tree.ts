import { useCallback, useMemo, useState } from 'react';
import { useDesigner } from '../state/designer.ts';
import { filtered } from './filter.ts';
import { type Marks, marksOf } from './marks.ts';
import type { PaneNode } from './node.ts';
import { searched } from './search.ts';

/**
 * What both trees need: the search, what is open, and the marks. `openFromStart`: whether a node that nobody has touched is
 * open. While something is searched for, everything that is left is open. `passes`: shows only what it lets through.
 */
export function usePaneTree(
  nodes: readonly PaneNode[],
  openFromStart: (node: PaneNode) => boolean,
  passes: ((node: PaneNode, marks: Marks) => boolean) | null = null,
) {
  const [query, setQuery] = useState('');
  const [touched, setTouched] = useState<Readonly<Record<string, boolean>>>({});
  const project = useDesigner((state) => state.project);
  const problems = useDesigner((state) => state.problems);
  const isSearching = query.trim() !== '';
  const isExpanded = useCallback(
    (node: PaneNode) => isSearching || (touched[node.id] ?? openFromStart(node)),
    [isSearching, touched, openFromStart],
  );
  const expand = (node: PaneNode, expanded: boolean) => setTouched((before) => ({ ...before, [node.id]: expanded }));
  const marks = useMemo(() => (project ? marksOf(project, problems) : null), [project, problems]);
  const kept = useMemo(
    () => (passes && marks ? filtered(nodes, (node) => passes(node, marks)) : nodes),
    [nodes, passes, marks],
  );
  const roots = useMemo(() => searched(kept, query), [kept, query]);
  return { query, setQuery, isSearching, isExpanded, expand, roots, marks };
}
