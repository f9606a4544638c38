import { CopyPlus } from 'lucide-react';
import type { Command } from './command.ts';
import { duplicateComponent } from './duplication.ts';

/** A second activity or connection like it, to which nothing refers; its name is in edit mode. */
export const duplicate: Command = {
  id: 'duplicate',
  title: 'Duplicate',
  icon: CopyPlus,
  when: (target) => target.kind === 'activity' || target.kind === 'connection',
  run: (target, state) => {
    if (!state.project || (target.kind !== 'activity' && target.kind !== 'connection')) return;
    const plan = duplicateComponent(state.project, target.kind, target.id);
    if (!plan || !state.edit(plan.label, plan.edit)) return;
    state.select([plan.select]);
    state.announce(`${plan.label}.`);
    state.startRename(plan.select, target.place);
  },
};
