import { TextCursorInput } from 'lucide-react';
import { isItem } from '../state/menu-target.ts';
import type { Command } from './command.ts';

/** Puts the name in edit mode, where the menu was opened. */
export const rename: Command = {
  id: 'rename',
  needs: 'write',
  title: 'Rename',
  icon: TextCursorInput,
  shortcut: 'F2',
  when: (target) => isItem(target) || target.kind === 'group',
  run: (target, state) => {
    if (isItem(target) || target.kind === 'group') state.startRename(target, target.place);
  },
};
