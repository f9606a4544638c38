import { useStoreApi } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import type { Id } from '../../shared/project/id.ts';
import type { DragItem } from '../state/drop-zones.ts';
import { setDropTarget } from '../state/pointer-drag.ts';
import type { Layout } from './layout.ts';
import { zoneAt } from './zones.ts';

/** Makes the canvas the place where things are dropped. */
export function useDropTarget(root: RefObject<HTMLElement | null>, workflowId: Id, drawn: Layout): void {
  const store = useStoreApi();
  useEffect(() => {
    // Where the canvas is on the screen is asked once a drag: with every move the page would have to be laid out for it.
    let asked: { item: DragItem; canvas: DOMRect; flow: DOMRect } | null = null;
    return setDropTarget((point, item) => {
      const { domNode, transform } = store.getState();
      if (asked?.item !== item) {
        if (!root.current || !domNode) return null;
        asked = { item, canvas: root.current.getBoundingClientRect(), flow: domNode.getBoundingClientRect() };
      }
      if (!isInside(asked.canvas, point)) return null;
      const [x, y, zoom] = transform;
      const place = { x: (point.x - asked.flow.x - x) / zoom, y: (point.y - asked.flow.y - y) / zoom };
      return zoneAt(workflowId, drawn.operations, place, item);
    });
  }, [root, workflowId, drawn, store]);
}

export function isInside(bounds: DOMRect, { x, y }: { x: number; y: number }): boolean {
  return x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom;
}
