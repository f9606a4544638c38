import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useDesigner } from '../state/designer.ts';
import type { DragItem } from '../state/drop-zones.ts';
import { nameOfItem } from '../state/item-name.ts';
import { followDrag } from '../state/pointer-drag.ts';
import styles from './DragGhost.module.css';

/** What follows the pointer during a drag: the name of what is dragged, and whether it can be dropped there. */
export function DragGhost() {
  const item = useDesigner((state) => state.dragging);
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const canDrop = useDesigner((state) => state.dropZone !== null || state.groupAimedAt !== null);
  const ghost = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      followDrag(({ x, y }) => {
        ghost.current?.style.setProperty('transform', `translate(${x + 12}px, ${y + 10}px)`);
      }),
    [],
  );

  return createPortal(
    <div
      ref={ghost}
      className={styles.ghost}
      data-shown={item !== null || undefined}
      data-refused={!canDrop || undefined}
      aria-hidden="true"
    >
      {item && project && nameOfItem(item, project, descriptors)}
      {item && !canDrop && <span className={styles.refusal}>Can’t be dropped here: {whereInstead(item)}</span>}
    </div>,
    document.body,
  );
}

function whereInstead(item: DragItem): string {
  switch (item.kind) {
    case 'activity-type':
      return 'drop it on the canvas';
    case 'activity':
      return 'drop it on the canvas, or on a group';
    case 'step':
      return 'drop it in an operation, or between two';
    case 'operation':
      return 'drop it between operations';
    case 'component':
      return 'drop it on a group';
  }
}
