import { SquarePlus } from 'lucide-react';
import type { Command } from './command.ts';
import { activityOfTarget } from './targets.ts';

/** Starts placing one more reference to an activity, or a new activity of a type, with the keyboard. */
export const addToOperation: Command = {
  id: 'add-to-operation',
  needs: 'write',
  title: 'Add to operation…',
  icon: SquarePlus,
  when: (target, state) => target.kind === 'activity-type' || activityOfTarget(target, state) !== null,
  run: (target, state) => {
    const activity = activityOfTarget(target, state);
    if (activity) state.startPlacing({ kind: 'activity', activityId: activity.id });
    if (target.kind === 'activity-type')
      state.startPlacing({ kind: 'activity-type', connectionId: target.connectionId, type: target.type });
  },
};
