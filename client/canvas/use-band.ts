import { useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Viewport } from '../state/view-slice.ts';
import { type Band, bandInView } from './visible.ts';

/** The band of the drawing that is in view; it changes in steps. `start` counts until the canvas has moved. */
export function useBand(start: Viewport, height: number): Band {
  const from = useStore(({ panZoom, transform: [, y, zoom] }) =>
    panZoom ? bandInView(y, zoom, height).from : bandInView(start.y, start.zoom, height).from,
  );
  const to = useStore(({ panZoom, transform: [, y, zoom] }) =>
    panZoom ? bandInView(y, zoom, height).to : bandInView(start.y, start.zoom, height).to,
  );
  return useMemo(() => ({ from, to }), [from, to]);
}
