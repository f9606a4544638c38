import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, type LucideIcon } from 'lucide-react';
import type { Command } from './command.ts';
import { type Axis, planMove } from './moving.ts';

/** Move an operation, or a workflow in the project pane, one place up or down. */
export const moveUp = move('move-up', 'Move up', ArrowUp, 'Alt+ArrowUp', 'vertical', -1);
export const moveDown = move('move-down', 'Move down', ArrowDown, 'Alt+ArrowDown', 'vertical', 1);

/** Move a step, or a workflow's tab, one place to the left or to the right. */
export const moveLeft = move('move-left', 'Move left', ArrowLeft, 'Alt+ArrowLeft', 'horizontal', -1);
export const moveRight = move('move-right', 'Move right', ArrowRight, 'Alt+ArrowRight', 'horizontal', 1);

function move(id: string, title: string, icon: LucideIcon, shortcut: string, axis: Axis, by: -1 | 1): Command {
  return {
    id,
    needs: 'write',
    title,
    icon,
    shortcut,
    when: (target, { project }) => project !== null && planMove(project, target, axis, by) !== null,
    run: (target, state) => {
      const plan = state.project && planMove(state.project, target, axis, by);
      if (!plan || !state.edit(plan.label, plan.edit)) return;
      if (target.kind === 'operation') state.select([{ kind: 'operation', id: target.id }], { reveal: true });
      state.announce(plan.told);
    },
  };
}
