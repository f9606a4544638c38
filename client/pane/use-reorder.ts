import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { placeOf } from '../../shared/project/project.ts';
import { designer } from '../state/designer.ts';
import { isSelected } from '../state/selected.ts';
import { treeRows } from '../ui/tree-rows.ts';
import { usePointerDrag } from '../ui/use-pointer-drag.ts';
import { type Dragged, type DropPlace, dropPlace } from './drop-place.ts';
import { edgeScroll } from './edge-scroll.ts';
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

/** Moves workflows and operations by dragging their rows. Gives the attributes of a row that can be dragged. */
export function useReorder({ list, roots, isExpanded, onPlace }: Reorder) {
  const dragged = useRef<Dragged | null>(null);
  const [draggedIds, setDraggedIds] = useState<readonly string[]>([]);
  const place = useRef<DropPlace | null>(null);
  const show = (next: DropPlace | null) => {
    place.current = next;
    onPlace(next);
  };
  const at = useRef({ x: 0, y: 0 });
  const tree = () => list.current?.querySelector('[role="tree"]');
  const aim = () => {
    const { project, descriptors } = designer.getState();
    const top = tree()?.getBoundingClientRect().top;
    if (!project || !dragged.current || top === undefined) return;
    const rows = treeRows(roots, isExpanded);
    show(dropPlace(dragged.current, rows, (at.current.y - top) / ROW_HEIGHT, project, descriptors));
  };
  const latest = useRef(aim);
  latest.current = aim;
  const [scroll] = useState(() =>
    edgeScroll(
      () => tree()?.parentElement,
      () => latest.current(),
    ),
  );
  const { onPointerDown } = usePointerDrag({
    onStart: () => setDraggedIds(dragged.current ? [dragged.current.node.id, ...dragged.current.others] : []),
    onMove: (point) => {
      at.current = point;
      scroll.follow(point);
      aim();
    },
    onEnd: (_at, dropped) => {
      scroll.stop();
      const { edit, announce } = designer.getState();
      const end = place.current;
      if (dropped && end?.edit && edit(end.label, end.edit)) announce(`${end.label}: done.`);
      show(null);
      dragged.current = null;
      setDraggedIds([]);
    },
  });
  return (node: PaneNode) =>
    node.kind === 'workflow' || node.kind === 'operation'
      ? {
          'data-dragged': draggedIds.includes(node.id) ? 'true' : undefined,
          onPointerDown: (event: PointerEvent) => {
            dragged.current = { node, others: selectedWith(node) };
            onPointerDown(event);
          },
        }
      : {};
}

/** The other operations that are selected together with a row: they go where it goes. */
function selectedWith(node: PaneNode): Id[] {
  const { selection, project } = designer.getState();
  if (node.kind !== 'operation' || !project || !isSelected(selection, 'operation', node.id)) return [];
  const ids = selection.filter(({ kind, id }) => kind === 'operation' && id !== node.id).map(({ id }) => id);
  return ids.filter((id) => placeOf(project, id) !== null);
}
