import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { isSameZone } from '../state/drop-zones.ts';
import type { Box } from './geometry.ts';
import { boxOf, type Layout } from './layout.ts';
import { clamped, showing } from './viewport.ts';

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
      const next = clamped(showing(box, viewport, size), drawn.size, size);
      if (next.x !== viewport.x || next.y !== viewport.y) void setViewport(next, { duration: motion() });
    },
    [getViewport, setViewport, size, drawn.size],
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

function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150;
}
