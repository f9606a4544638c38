import { TextCursorInput } from 'lucide-react';
import type { Command } from './command.ts';

/** Puts the name in edit mode, where the menu was opened. */
export const rename: Command = {
  id: 'rename',
  title: 'Rename',
  icon: TextCursorInput,
  shortcut: 'F2',
  when: (target) => target.kind !== 'activity-type',
  run: (target, state) => {
    if (target.kind !== 'activity-type') state.startRename(target, target.place);
  },
};
