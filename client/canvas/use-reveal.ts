import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { isSameZone } from '../state/drop-zones.ts';
import type { Box } from './geometry.ts';
import { boxOf, type Layout } from './layout.ts';

const MARGIN_PX = 32;

/** The last reveal that was done: one asked for while another workflow was shown is done as soon as this one is. */
let done = 0;

/** Scrolls to what is selected when that is asked for, and to the drop zone that keys have chosen. */
export function useReveal(drawn: Layout, size: { width: number; height: number }): void {
  const revealed = useDesigner((state) => state.revealed);
  const aimed = useDesigner((state) => (state.placing ? state.dropZone : null));
  const { getViewport, setViewport } = useReactFlow();

  const show = useCallback(
    (box: Box) => {
      const viewport = getViewport();
      const next = viewportFor(box, viewport, size);
      if (next.x !== viewport.x || next.y !== viewport.y) void setViewport(next, { duration: motion() });
    },
    [getViewport, setViewport, size],
  );

  useEffect(() => {
    if (revealed <= done) return;
    const last = designer.getState().selection.at(-1);
    const box = last ? boxOf(drawn, last.id) : null;
    if (!box) return;
    done = revealed;
    show(box);
  }, [revealed, drawn, show]);

  useEffect(() => {
    const box = aimed && drawn.zones.find(({ zone }) => isSameZone(zone, aimed))?.box;
    if (box) show(box);
  }, [aimed, drawn, show]);
}

interface View {
  x: number;
  y: number;
  zoom: number;
}

/** The viewport that shows a box whole, moved no farther than needed; a box larger than the canvas shows its start. */
export function viewportFor(box: Box, view: View, size: { width: number; height: number }): View {
  return {
    x: along(box.x, box.width, view.x, view.zoom, size.width),
    y: along(box.y, box.height, view.y, view.zoom, size.height),
    zoom: view.zoom,
  };
}

function along(start: number, length: number, offset: number, zoom: number, room: number): number {
  const from = start * zoom + offset;
  const to = from + length * zoom;
  if (from >= 0 && to <= room) return offset;
  const isTooLong = to - from > room - 2 * MARGIN_PX;
  return from < MARGIN_PX || isTooLong ? offset + MARGIN_PX - from : offset + room - MARGIN_PX - to;
}

function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150;
}
