import { SquarePlus } from 'lucide-react';
import type { Command } from './command.ts';

/** Starts placing an activity, or a new one of a type, with the keyboard. */
export const addToOperation: Command = {
  id: 'add-to-operation',
  title: 'Add to operation…',
  icon: SquarePlus,
  when: (target) => target.kind === 'activity' || target.kind === 'activity-type',
  run: (target, state) => {
    if (target.kind === 'activity') state.startPlacing({ kind: 'activity', activityId: target.id });
    if (target.kind === 'activity-type')
      state.startPlacing({ kind: 'activity-type', connectionId: target.connectionId, type: target.type });
  },
};
