import { useMemo, useRef } from 'react';
import type { Viewport } from '../state/view-slice.ts';
import type { Layout } from './layout.ts';
import { type CanvasNode, type ConnectorEdge, nodesOf } from './nodes.ts';
import { reuse } from './reuse.ts';
import { useBand } from './use-band.ts';
import { within } from './visible.ts';

interface Visible {
  nodes: CanvasNode[];
  edges: ConnectorEdge[];
}

/**
 * The nodes and edges in and near the view: React Flow gets these only, for what it does with each pan grows with what it has. What
 * has not changed stays the same object. `start` counts until the canvas has moved.
 */
export function useVisible(drawn: Layout, start: Viewport, height: number): Visible {
  const band = useBand(start, height);
  const last = useRef<Visible>({ nodes: [], edges: [] });
  return useMemo(() => {
    const { first, end } = within(drawn, band);
    const next = nodesOf(drawn, first, end);
    last.current = { nodes: reuse(last.current.nodes, next.nodes), edges: reuse(last.current.edges, next.edges) };
    return last.current;
  }, [drawn, band]);
}
