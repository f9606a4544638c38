import { Redo2, Undo2 } from 'lucide-react';
import type { Command } from './command.ts';

/** Takes the last change of the design back. */
export const undo: Command = {
  id: 'undo',
  needs: 'write',
  title: 'Undo',
  icon: Undo2,
  shortcut: 'Mod+Z',
  when: () => true,
  whyNot: (_, state) => (state.undoLabel === null ? 'There is nothing to undo.' : null),
  run: (_, state) => state.undo(),
};

/** Does again what was taken back last. */
export const redo: Command = {
  id: 'redo',
  needs: 'write',
  title: 'Redo',
  icon: Redo2,
  shortcut: 'Mod+Shift+Z',
  also: ['Mod+Y'],
  when: () => true,
  whyNot: (_, state) => (state.redoLabel === null ? 'There is nothing to do again.' : null),
  run: (_, state) => state.redo(),
};
