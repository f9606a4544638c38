import { SquarePen } from 'lucide-react';
import type { MenuTarget } from '../state/menu-target.ts';
import type { Command } from './command.ts';
import { activityOfTarget } from './targets.ts';

/** What is always configured on a screen, or in a dialog, of its own. */
const HAS_ONE: ReadonlySet<MenuTarget['kind']> = new Set(['connection', 'variable', 'email', 'schedule']);

/** Opens the configuration screen. */
export const viewEdit: Command = {
  id: 'view-edit',
  needs: 'read',
  title: 'View/Edit',
  icon: SquarePen,
  shortcut: 'Enter',
  when: (target, state) => HAS_ONE.has(target.kind) || activityOfTarget(target, state) !== null,
  run: (target, state) => {
    if (target.kind === 'connection') {
      const connection = state.project?.connections[target.id];
      if (connection)
        state.openScreen({ kind: 'connection', connector: connection.connector, connectionId: connection.id });
      return;
    }
    if (target.kind === 'variable') return state.showDialog({ kind: 'variable', variableId: target.id, name: '' });
    if (target.kind === 'schedule') return state.showDialog({ kind: 'schedule', scheduleId: target.id });
    if (target.kind === 'email') return state.openScreen({ kind: 'email', emailId: target.id });
    const activity = activityOfTarget(target, state);
    if (activity) state.openScreen({ kind: 'activity', activityId: activity.id });
  },
};
