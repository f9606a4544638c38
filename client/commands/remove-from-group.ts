import { FolderMinus } from 'lucide-react';
import { isItem } from '../state/menu-target.ts';
import type { Command } from './command.ts';
import { focusTreeIfLost } from './focus-tree.ts';
import { describe, membersOf } from './grouping.ts';
import { undoAction } from './undo-action.ts';

/** Takes a component out of the custom group in whose row the menu was opened. */
export const removeFromGroup: Command = {
  id: 'remove-from-group',
  needs: 'write',
  title: 'Remove from group',
  icon: FolderMinus,
  when: (target, { project }) =>
    isItem(target) && target.groupId !== undefined && project?.groups[target.groupId] !== undefined,
  run: (target, state) => {
    if (!isItem(target) || target.groupId === undefined || !state.project) return;
    const { groupId } = target;
    const [member] = membersOf([target], state.project);
    const group = state.project.groups[groupId];
    if (!member || !group) return;
    const what = describe([member], state.project);
    const label = `Remove ${what} from ${group.name}`;
    if (!state.edit(label, { type: 'group.remove-member', groupId, member })) return;
    state.announce(`Removed ${what} from ${group.name}.`);
    state.notify({ tone: 'info', title: `Removed ${what} from ${group.name}`, action: undoAction() });
    focusTreeIfLost();
  },
};
