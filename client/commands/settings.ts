import { Settings } from 'lucide-react';
import type { Command } from './command.ts';

/** Opens an operation's settings: schedules, actions and options. */
export const settings: Command = {
  id: 'settings',
  needs: 'read',
  title: 'Settings',
  icon: Settings,
  shortcut: 'Enter',
  when: (target, { project }) => target.kind === 'operation' && project?.operations[target.id] !== undefined,
  run: (target, state) => {
    if (target.kind === 'operation') state.openScreen({ kind: 'settings', operationId: target.id });
  },
};
