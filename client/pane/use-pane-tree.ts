import { useCallback, useMemo, useState } from 'react';
import { useDesigner } from '../state/designer.ts';
import { marksOf } from './marks.ts';
import type { PaneNode } from './node.ts';
import { searched } from './search.ts';

/**
 * What both trees need: the search, what is open, and the marks. `openFromStart`: whether a node that nobody has touched is
 * open. While something is searched for, everything that is left is open.
 */
export function usePaneTree(nodes: readonly PaneNode[], openFromStart: (node: PaneNode) => boolean) {
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
  const roots = useMemo(() => searched(nodes, query), [nodes, query]);
  const marks = useMemo(() => (project ? marksOf(project, problems) : null), [project, problems]);
  return { query, setQuery, isSearching, isExpanded, expand, roots, marks };
}
