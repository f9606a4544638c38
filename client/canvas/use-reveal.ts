import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { Selected } from '../state/selected.ts';
import type { Box } from './geometry.ts';
import { boxOf, type Layout } from './layout.ts';
import { clamped, showing } from './viewport.ts';
import { boxOfZone } from './zones.ts';

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
      if (next.x === viewport.x && next.y === viewport.y) return;
      // A long way is no help to the eye, and would have everything on it drawn.
      const isNear = Math.abs(next.y - viewport.y) < 1.5 * size.height;
      // Linear: the default zooms out on the way.
      void setViewport(next, { duration: isNear ? motion() : 0, interpolate: 'linear' });
    },
    [getViewport, setViewport, size, drawn.size],
  );

  useEffect(() => {
    if (revealed <= done) return;
    const last = designer.getState().selection.at(-1);
    const box = last ? (boxOf(drawn, last.id) ?? boxOf(drawn, operationOf(last))) : null;
    if (!box) return;
    done = revealed;
    show(box);
  }, [revealed, drawn, show]);

  useEffect(() => {
    const box = aimed && boxOfZone(drawn, aimed);
    if (box) show(box);
  }, [aimed, drawn, show]);
}

/** The operation of a step: what is scrolled to when steps are not drawn. */
function operationOf({ kind, id }: Selected): Id {
  const { project } = designer.getState();
  return kind === 'step' && project ? (findStep(project, id)?.operation.id ?? '') : id;
}

function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150;
}
