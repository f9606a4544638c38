import { Play } from 'lucide-react';
import type { Command } from './command.ts';
import { operationOfTarget } from './targets.ts';

/** Publishes an operation and runs it: the normal way while designing. */
export const deployAndRun: Command = {
  id: 'deploy-and-run',
  needs: 'write',
  title: 'Deploy and run',
  icon: Play,
  shortcut: 'Mod+Enter',
  when: (target, state) => operationOfTarget(target, state) !== null,
  run: (target, state) => {
    const operation = operationOfTarget(target, state);
    return operation ? state.run(operation.id, { deploy: true }) : undefined;
  },
};
