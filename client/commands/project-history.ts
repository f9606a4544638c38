import { History } from 'lucide-react';
import type { Command } from './command.ts';

/** Shows what was deployed and what the design was, to look at and to bring back. */
export const projectHistory: Command = {
  id: 'project-history',
  needs: 'read',
  title: 'Project history',
  icon: History,
  when: (target, state) => target.kind === 'workflow' && target.place === 'header' && state.project !== null,
  run: (_, state) => state.showDialog({ kind: 'project-history' }),
};
