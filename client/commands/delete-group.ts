import { Trash2 } from 'lucide-react';
import type { Command } from './command.ts';
import { focusTreeIfLost } from './focus-tree.ts';
import { undoAction } from './undo-action.ts';

/** Deletes a custom group. Its components stay, so that nobody needs to be asked: it can be undone. */
export const deleteGroup: Command = {
  id: 'delete-group',
  needs: 'write',
  title: 'Delete',
  icon: Trash2,
  shortcut: 'Delete',
  danger: true,
  when: (target) => target.kind === 'group',
  run: (target, state) => {
    const group = target.kind === 'group' ? state.project?.groups[target.id] : undefined;
    if (!group) return;
    const label = `Delete ${group.name}`;
    if (!state.edit(label, { type: 'group.delete', groupId: group.id })) return;
    const title = `Deleted the group ${group.name}`;
    state.notify({ tone: 'info', title, text: 'Its components stay in the project.', action: undoAction() });
    state.announce(`${title}.`);
    focusTreeIfLost();
  },
};
