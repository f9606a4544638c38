import { Trash2 } from 'lucide-react';
import type { Reference } from '../../shared/checks/dependencies.ts';
import type { Designer } from '../state/designer.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';
import type { Command } from './command.ts';
import { blockers } from './deletion.ts';
import { actedOn, activityOfTarget } from './targets.ts';

/** Destroys what is selected, after asking; refused, with the list, while something else depends on it. */
export const deleteComponent: Command = {
  id: 'delete',
  needs: 'write',
  title: 'Delete',
  icon: Trash2,
  danger: true,
  when: (target) => isItem(target) && (target.kind !== 'step' || target.place === 'workflows'),
  run: (target, state) => {
    if (!state.project) return;
    const items = deletedBy(target, state);
    if (items.length === 0) return;
    const dependants = blockers(state.project, items);
    if (dependants.length > 0) state.showDialog({ kind: 'delete-refused', items, dependants });
    else state.showDialog({ kind: 'delete', items, place: target.place });
  },
};

/** Of the selection, what can be deleted at all. A step itself can only be removed: its own menu deletes its component. */
function deletedBy(target: MenuTarget, state: Designer): Reference[] {
  const component = target.kind === 'step' ? activityOfTarget(target, state) : null;
  if (component) return [{ kind: 'activity', id: component.id }];
  return actedOn(target, state).flatMap(({ kind, id }) => (kind === 'step' ? [] : [{ kind, id }]));
}
