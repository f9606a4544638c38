import { useState } from 'react';
import { designer } from '../state/designer.ts';
import type { PaneTree } from '../state/pane-slice.ts';

/** A tree's props by which it comes back where it was scrolled to when its tab was left. */
export function useScrolled(tree: PaneTree): { initialTop: number; onLeave: (top: number) => void } {
  const [scrolled] = useState(() => ({
    initialTop: designer.getState().trees[tree].top,
    onLeave: (top: number) => designer.getState().setTree(tree, { top }),
  }));
  return scrolled;
}
