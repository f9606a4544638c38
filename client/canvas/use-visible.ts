import { useMemo } from 'react';
import type { Viewport } from '../state/view-slice.ts';
import type { CanvasNode, ConnectorEdge, Layout } from './layout.ts';
import { useBand } from './use-band.ts';
import { within } from './visible.ts';

/**
 * The nodes and edges in and near the view: React Flow gets these only, for what it does with each pan grows with what it has.
 * `start` counts until the canvas has moved.
 */
export function useVisible(
  drawn: Layout,
  start: Viewport,
  height: number,
): { nodes: CanvasNode[]; edges: ConnectorEdge[] } {
  const band = useBand(start, height);
  return useMemo(() => within(drawn, band), [drawn, band]);
}
