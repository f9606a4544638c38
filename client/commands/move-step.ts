import { ArrowLeft, ArrowRight, type LucideIcon } from 'lucide-react';
import { findStep } from '../../shared/edits/lists.ts';
import { nameOf } from '../state/item-name.ts';
import type { Command } from './command.ts';

/** Moves a step one place within its operation. */
export const moveLeft = moveStep('move-left', 'Move left', ArrowLeft, 'Alt+ArrowLeft', -1);
export const moveRight = moveStep('move-right', 'Move right', ArrowRight, 'Alt+ArrowRight', 1);

function moveStep(id: string, title: string, icon: LucideIcon, shortcut: string, by: -1 | 1): Command {
  return {
    id,
    title,
    icon,
    shortcut,
    when: (target, { project }) => {
      const found = project && target.kind === 'step' ? findStep(project, target.id) : null;
      return found !== null && found.operation.steps[found.index + by] !== undefined;
    },
    run: (target, state) => {
      const { project } = state;
      if (!project || target.kind !== 'step') return;
      const found = findStep(project, target.id);
      const name = nameOf(target, project);
      if (!found) return;
      const { operation, index } = found;
      state.edit(`Move ${name}`, {
        type: 'step.move',
        stepId: target.id,
        operationId: operation.id,
        index: index + by,
      });
      state.announce(`${name} is step ${index + by + 1} of ${operation.steps.length}.`);
    },
  };
}
