import { CirclePlay } from 'lucide-react';
import { isUndeployed } from '../state/undeployed.ts';
import type { Command } from './command.ts';

/** Runs what is deployed of an operation; asks when nothing is, or when the design has changed since. */
export const run: Command = {
  id: 'run',
  title: 'Run',
  icon: CirclePlay,
  when: (target) => target.kind === 'operation',
  run: (target, state) => {
    if (target.kind !== 'operation') return;
    const deployed = state.deployed[target.id] !== undefined;
    if (deployed && !isUndeployed(state, target.id)) return state.run(target.id, { deploy: false });
    state.showDialog({ kind: 'run-undeployed', operationId: target.id, deployed });
  },
};
