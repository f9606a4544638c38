import { CircleStop } from 'lucide-react';
import type { Command } from './command.ts';
import { runningOf } from './targets.ts';

/** Asks for the run that is going to be canceled. */
export const cancelRun: Command = {
  id: 'cancel-run',
  needs: 'execute',
  title: 'Cancel run',
  icon: CircleStop,
  when: (target, state) => target.kind === 'operation' && runningOf(target.id, state) !== null,
  whyNot: (target, state) =>
    target.kind === 'operation' && runningOf(target.id, state)?.state === 'Cancel requested'
      ? 'It is being canceled already.'
      : null,
  run: (target, state) => {
    const going = target.kind === 'operation' ? runningOf(target.id, state) : null;
    return going ? state.cancelRun(going.id) : undefined;
  },
};
