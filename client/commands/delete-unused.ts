import { Eraser } from 'lucide-react';
import type { Command } from './command.ts';
import { unusedIn } from './unused.ts';

/** Deletes what nothing refers to in a category, after listing it and asking. Not there when there is nothing. */
export const deleteUnused: Command = {
  id: 'delete-unused',
  needs: 'write',
  title: 'Delete unused',
  icon: Eraser,
  danger: true,
  when: (target, { project }) =>
    target.kind === 'category' && project !== null && unusedIn(project, target.id).length > 0,
  run: (target, state) => {
    if (target.kind === 'category') state.showDialog({ kind: 'delete-unused', category: target.id });
  },
};
