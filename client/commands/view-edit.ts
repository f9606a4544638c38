import { SquarePen } from 'lucide-react';
import type { Command } from './command.ts';
import { activityOfTarget } from './targets.ts';

/** Opens the configuration screen. */
export const viewEdit: Command = {
  id: 'view-edit',
  title: 'View/Edit',
  icon: SquarePen,
  shortcut: 'Enter',
  when: (target, state) =>
    target.kind === 'connection' || target.kind === 'variable' || activityOfTarget(target, state) !== null,
  run: (target, state) => {
    if (target.kind === 'connection') {
      const connection = state.project?.connections[target.id];
      if (connection)
        state.openScreen({ kind: 'connection', connector: connection.connector, connectionId: connection.id });
      return;
    }
    if (target.kind === 'variable') return state.showDialog({ kind: 'variable', variableId: target.id, name: '' });
    const activity = activityOfTarget(target, state);
    if (activity) state.openScreen({ kind: 'activity', activityId: activity.id });
  },
};
