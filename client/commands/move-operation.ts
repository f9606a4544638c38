import { ArrowDown, ArrowUp, type LucideIcon } from 'lucide-react';
import { placeOf } from '../../shared/project/project.ts';
import { nameOf } from '../state/item-name.ts';
import type { Command } from './command.ts';

/** Moves an operation one place within its workflow. */
export const moveUp = moveOperation('move-up', 'Move up', ArrowUp, 'Alt+ArrowUp', -1);
export const moveDown = moveOperation('move-down', 'Move down', ArrowDown, 'Alt+ArrowDown', 1);

function moveOperation(id: string, title: string, icon: LucideIcon, shortcut: string, by: -1 | 1): Command {
  return {
    id,
    title,
    icon,
    shortcut,
    when: (target, { project }) => {
      const place = project && target.kind === 'operation' ? placeOf(project, target.id) : null;
      const ids = project?.workflows.find((workflow) => workflow.id === place?.workflowId)?.operationIds;
      return place !== null && ids?.[place.index + by] !== undefined;
    },
    run: (target, state) => {
      const { project } = state;
      const place = project && target.kind === 'operation' ? placeOf(project, target.id) : null;
      if (!project || !place || target.kind !== 'operation') return;
      const name = nameOf(target, project);
      const { workflowId, index } = place;
      state.edit(`Move ${name}`, { type: 'operation.move', operationId: target.id, workflowId, index: index + by });
      state.select([{ kind: 'operation', id: target.id }], { reveal: true });
      state.announce(`${name} moved ${by < 0 ? 'up' : 'down'}.`);
    },
  };
}
