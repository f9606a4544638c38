import { Trash2 } from 'lucide-react';
import { usedBy } from '../../shared/checks/dependencies.ts';
import type { Command } from './command.ts';

/** Destroys a component, after asking; refused, with the list, while something depends on it. */
export const deleteComponent: Command = {
  id: 'delete',
  title: 'Delete',
  icon: Trash2,
  danger: true,
  when: (target) => target.kind !== 'step' && target.kind !== 'activity-type',
  run: (target, state) => {
    if (!state.project || target.kind === 'activity-type') return;
    const item = { kind: target.kind, id: target.id };
    const dependants = usedBy(state.project, target.id);
    if (dependants.length > 0) state.showDialog({ kind: 'delete-refused', item, dependants });
    else state.showDialog({ kind: 'delete', item });
  },
};
