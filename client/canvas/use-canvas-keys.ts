import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { currentTarget } from '../commands/clipboard-aim.ts';
import { pressFor, takesText } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { isWalkKey, walk } from './walk.ts';

/** What keys do while the focus is on the canvas: walking, placing, and the keys of the selected thing's menu. */
export function useCanvasKeys(root: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const isPlacing = useDesigner((state) => state.placing !== null);

  useEffect(() => {
    if (isPlacing) root.current?.focus({ preventScroll: true });
  }, [isPlacing, root]);

  return (event) => {
    if (event.defaultPrevented || takesText(event.target)) return;
    const isHandled = designer.getState().placing ? placingKey(event) : canvasKey(event);
    if (!isHandled) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

const WAYS: Readonly<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
};

function placingKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  const { aimNext, dropZone, drop, cancelDrag } = designer.getState();
  const way = WAYS[key];
  if (way) aimNext(way);
  else if (key === 'Enter' && dropZone) drop(dropZone, { copy: ctrlKey || metaKey });
  else if (key === 'Escape') cancelDrag();
  else return false;
  return true;
}

function canvasKey(event: KeyboardEvent): boolean {
  const state = designer.getState();
  const { project, workflowId, collapsed, selection } = state;
  const workflow = project?.workflows.find((one) => one.id === workflowId);
  if (!project || !workflow) return false;
  const isOnButton = event.target instanceof Element && event.target.closest('button, a') !== null;
  if (isOnButton && (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) return false;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;

  if (plain && isWalkKey(event.key)) {
    const next = walk(project, workflow, collapsed, selection.at(-1) ?? null, event.key);
    if (next && event.shiftKey) state.select([...selection, next], { reveal: true });
    else if (next) state.select([next], { reveal: true });
    return true;
  }
  if (event.key === 'Escape' && selection.length > 0) {
    state.select([]);
    return true;
  }
  if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
    state.select(workflow.operationIds.map((id) => ({ kind: 'operation', id })));
    return true;
  }
  const target = currentTarget('canvas');
  if (!target || target.kind === 'workflow') return false;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    if (event.target instanceof Element) state.openMenu(target, event.target);
    return true;
  }
  return pressFor(target, event);
}
