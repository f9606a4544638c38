import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { setDropTarget } from '../state/pointer-drag.ts';
import type { Layout } from './layout.ts';
import { zoneAt } from './zones.ts';

/** Makes the canvas the place where things are dropped. */
export function useDropTarget(root: RefObject<HTMLElement | null>, workflowId: Id, drawn: Layout): void {
  const { screenToFlowPosition } = useReactFlow();
  useEffect(
    () =>
      setDropTarget((point, item) => {
        const bounds = root.current?.getBoundingClientRect();
        if (!bounds || !isInside(bounds, point)) return null;
        return zoneAt(workflowId, drawn.operations, screenToFlowPosition(point), item);
      }),
    [root, workflowId, drawn, screenToFlowPosition],
  );
}

export function isInside(bounds: DOMRect, { x, y }: { x: number; y: number }): boolean {
  return x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom;
}
