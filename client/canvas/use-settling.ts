import { type RefObject, useEffect } from 'react';
import type { Project } from '../../shared/project/project.ts';
import { designer } from '../state/designer.ts';

/** How long what has moved is let glide, in milliseconds: a little more than the stylesheet's motion. */
const SETTLE_MS = 200;
/** With more than this many drawn at once the eye follows none of them. */
const MOST_NODES = 120;

/** Marks the canvas while operations and steps change places, so that its stylesheet lets them glide there. */
export function useSettling(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => root.current?.removeAttribute('data-settling');
    const unsubscribe = designer.subscribe((state, before) => {
      const isShown = state.workflowId === before.workflowId && state.project?.id === before.project?.id;
      const isMoved = state.collapsed !== before.collapsed || hasMoved(state.project, before.project);
      if (!isShown || !isMoved || !root.current) return;
      if (root.current.querySelectorAll('.react-flow__node').length > MOST_NODES) return;
      root.current.setAttribute('data-settling', '');
      clearTimeout(timer);
      timer = setTimeout(end, SETTLE_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
      end();
    };
  }, [root]);
}

/** Whether an operation or a step stands elsewhere than before. Names and settings move nothing. */
function hasMoved(now: Project | null, before: Project | null): boolean {
  if (!now || !before || now === before) return false;
  if (now.workflows !== before.workflows) return true;
  if (now.operations === before.operations) return false;
  return Object.values(now.operations).some((operation) => before.operations[operation.id]?.steps !== operation.steps);
}
