import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { designer } from '../state/designer.ts';
import { treeRows } from '../ui/tree-rows.ts';
import { usePointerDrag } from '../ui/use-pointer-drag.ts';
import { type DropPlace, dropPlace } from './drop-place.ts';
import type { PaneNode } from './node.ts';

interface Reorder {
  /** Holds the tree. */
  list: RefObject<HTMLElement | null>;
  roots: readonly PaneNode[];
  isExpanded: (node: PaneNode) => boolean;
  /** Where the row would go now, to be drawn. */
  onPlace: (place: DropPlace | null) => void;
}

const ROW_HEIGHT = 28;
/** Near the edge of the list it scrolls, by this much a move. */
const EDGE = 24;

/** Moves workflows and operations by dragging their rows. Gives the attributes of a row that can be dragged. */
export function useReorder({ list, roots, isExpanded, onPlace }: Reorder) {
  const dragged = useRef<PaneNode | null>(null);
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const place = useRef<DropPlace | null>(null);
  const show = (next: DropPlace | null) => {
    place.current = next;
    onPlace(next);
  };
  const { onPointerDown } = usePointerDrag({
    onStart: () => setDraggedId(dragged.current?.id ?? null),
    onMove: ({ y }) => {
      const { project } = designer.getState();
      const tree = list.current?.querySelector('[role="tree"]');
      const scroller = tree?.parentElement;
      if (!project || !dragged.current || !tree || !scroller) return;
      const view = scroller.getBoundingClientRect();
      if (y < view.top + EDGE) scroller.scrollTop -= EDGE / 2;
      else if (y > view.bottom - EDGE) scroller.scrollTop += EDGE / 2;
      const offset = (y - tree.getBoundingClientRect().top) / ROW_HEIGHT;
      show(dropPlace(dragged.current, treeRows(roots, isExpanded), offset, project));
    },
    onEnd: (_at, dropped) => {
      const { edit, announce } = designer.getState();
      const end = place.current;
      if (dropped && end?.edit && edit(end.label, end.edit)) announce(`${end.label}: done.`);
      show(null);
      dragged.current = null;
      setDraggedId(null);
    },
  });
  return (node: PaneNode) =>
    node.kind === 'workflow' || node.kind === 'operation'
      ? {
          'data-dragged': node.id === draggedId ? 'true' : undefined,
          onPointerDown: (event: PointerEvent) => {
            dragged.current = node;
            onPointerDown(event);
          },
        }
      : {};
}
