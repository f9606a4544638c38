import { Network } from 'lucide-react';
import { isItem } from '../state/menu-target.ts';
import type { Command } from './command.ts';

/** Shows what a thing needs and what needs it, in the project pane. */
export const viewDependencies: Command = {
  id: 'view-dependencies',
  needs: 'read',
  title: 'View dependencies',
  icon: Network,
  when: (target) => isItem(target) || target.kind === 'global',
  run: (target, state) => {
    if (isItem(target) || target.kind === 'global') state.viewDependencies({ kind: target.kind, id: target.id });
  },
};
