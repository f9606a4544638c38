import { useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Viewport } from '../state/view-slice.ts';
import type { CanvasNode, ConnectorEdge, Layout } from './layout.ts';
import { bandInView, within } from './visible.ts';

/**
 * The nodes and edges in and near the view: React Flow gets these only, for what it does with each pan grows with what it has.
 * `start` counts until the canvas has moved.
 */
export function useVisible(
  drawn: Layout,
  start: Viewport,
  height: number,
): { nodes: CanvasNode[]; edges: ConnectorEdge[] } {
  const from = useStore(({ panZoom, transform: [, y, zoom] }) =>
    panZoom ? bandInView(y, zoom, height).from : bandInView(start.y, start.zoom, height).from,
  );
  const to = useStore(({ panZoom, transform: [, y, zoom] }) =>
    panZoom ? bandInView(y, zoom, height).to : bandInView(start.y, start.zoom, height).to,
  );
  return useMemo(() => within(drawn, { from, to }), [drawn, from, to]);
}
