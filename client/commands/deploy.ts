import { CloudUpload } from 'lucide-react';
import type { Command } from './command.ts';
import { operationOfTarget } from './targets.ts';

/** Publishes an operation as it is designed now. */
export const deploy: Command = {
  id: 'deploy',
  title: 'Deploy',
  icon: CloudUpload,
  when: (target, state) => operationOfTarget(target, state) !== null,
  run: (target, state) => {
    const operation = operationOfTarget(target, state);
    return operation ? state.deploy([operation.id]) : undefined;
  },
};
