import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { type Designer, designer, useDesigner } from '../state/designer.ts';
import type { DragItem } from '../state/drop-zones.ts';
import { beginPointerDrag } from '../state/pointer-drag.ts';
import { isSelected } from '../state/selected.ts';
import { currentItem } from './current.ts';

export interface CanvasItem {
  ref: RefObject<HTMLDivElement | null>;
  selected: boolean;
  renaming: boolean;
  /** The canvas is one stop of the Tab key: what is selected last, or its first operation. */
  tabIndex: 0 | -1;
  /** Gives the focus back after the name was edited. */
  endRename: () => void;
  onClick: (event: MouseEvent) => void;
  onFocus: () => void;
  onContextMenu: (event: MouseEvent) => void;
  /** For the part by which it is dragged. */
  onPointerDown: (event: PointerEvent) => void;
}

/** What operations and steps have in common: selection, focus, menu, drag. */
export function useItem(kind: 'operation' | 'step', id: Id): CanvasItem {
  const ref = useRef<HTMLDivElement>(null);
  const selected = useDesigner((state) => isSelected(state.selection, kind, id));
  const current = useDesigner((state) => {
    const item = currentItem(state);
    return item?.kind === kind && item.id === id;
  });
  const renaming = useDesigner(
    ({ renaming: item }) => item?.kind === kind && item.id === id && item.place === 'canvas',
  );

  useEffect(() => {
    if (current && selected && hasCanvasFocus(ref.current)) ref.current?.focus({ preventScroll: true });
  }, [current, selected]);

  const wanted = useDesigner(({ focusWanted }) => focusWanted?.kind === kind && focusWanted.id === id);
  useEffect(() => {
    if (!wanted) return;
    ref.current?.focus({ preventScroll: true });
    designer.getState().focusGiven();
  }, [wanted]);

  useLayoutEffect(() => {
    const element = ref.current;
    // Scrolled out of view it is no longer drawn: the canvas keeps the focus, so that keys go on working.
    return () => {
      if (element?.contains(document.activeElement))
        element.closest<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true });
    };
  }, []);

  return {
    ref,
    selected,
    renaming,
    tabIndex: current ? 0 : -1,
    endRename() {
      designer.getState().endRename();
      requestAnimationFrame(() => {
        if (isAdrift(document.activeElement, ref.current)) ref.current?.focus({ preventScroll: true });
      });
    },
    onClick(event) {
      if (event.shiftKey || event.ctrlKey || event.metaKey) designer.getState().toggleSelected({ kind, id });
      else designer.getState().select([{ kind, id }]);
    },
    onFocus() {
      const { selection, select, placing } = designer.getState();
      if (!placing && !isSelected(selection, kind, id) && ref.current?.matches(':focus-visible'))
        select([{ kind, id }]);
    },
    onContextMenu(event) {
      event.preventDefault();
      const { selection, select, openMenu } = designer.getState();
      if (!isSelected(selection, kind, id)) select([{ kind, id }]);
      openMenu({ kind, id, place: 'canvas' }, { x: event.clientX, y: event.clientY });
    },
    onPointerDown(event) {
      beginPointerDrag(event, dragItemOf(kind, id));
    },
  };
}

/** What a drag of an item takes along: the rest of the selection that is of its kind, when it is selected itself. */
function dragItemOf(kind: 'operation' | 'step', id: Id): DragItem {
  const { selection } = designer.getState();
  const others = isSelected(selection, kind, id)
    ? selection.filter((item) => item.kind === kind && item.id !== id).map((item) => item.id)
    : [];
  return kind === 'step' ? { kind, stepId: id, others } : { kind, operationId: id, others };
}

/** Whether an item is being dragged, alone or with others. */
export function isDragged({ dragging }: Pick<Designer, 'dragging'>, kind: 'operation' | 'step', id: Id): boolean {
  if (dragging?.kind !== kind) return false;
  const own = dragging.kind === 'step' ? dragging.stepId : dragging.operationId;
  return own === id || dragging.others?.includes(id) === true;
}

/** Whether the focus is nowhere in particular: on the page, on the canvas as a whole, or on some part of the item itself. */
function isAdrift(element: Element | null, item: Element | null): boolean {
  if (element === null || element === document.body || element.matches('[data-canvas]')) return true;
  return item?.closest('.react-flow__node')?.contains(element) === true;
}

function hasCanvasFocus(element: HTMLElement | null): boolean {
  const canvas = element?.closest('[data-canvas]');
  const { activeElement } = document;
  return canvas?.contains(activeElement) === true && !(activeElement instanceof HTMLInputElement);
}
