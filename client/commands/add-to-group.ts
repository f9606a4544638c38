import { FolderPlus } from 'lucide-react';
import { isItem } from '../state/menu-target.ts';
import type { Command } from './command.ts';
import { membersOf } from './grouping.ts';
import { actedOn } from './targets.ts';

/** Puts what is selected into a custom group: a new one, or one that there is. */
export const addToGroup: Command = {
  id: 'add-to-group',
  needs: 'write',
  title: 'Add to group',
  icon: FolderPlus,
  when: (target) => isItem(target) && target.kind !== 'workflow' && target.kind !== 'connection',
  run: (target, state) => {
    if (!state.project) return;
    const members = membersOf(actedOn(target, state), state.project);
    if (members.length > 0) state.showDialog({ kind: 'add-to-group', members });
  },
};
