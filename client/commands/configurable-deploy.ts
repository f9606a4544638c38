import { ListChecks } from 'lucide-react';
import type { Command } from './command.ts';
import { operationsOfTarget } from './deploy.ts';

/** Asks what is deployed together, with a tag and a comment; what it was chosen for begins ticked. */
export const configurableDeploy: Command = {
  id: 'configurable-deploy',
  needs: 'write',
  title: 'Configurable deploy',
  icon: ListChecks,
  when: (target, state) => operationsOfTarget(target, state) !== null,
  run: (target, state) => {
    const ticked = target.place === 'header' ? null : operationsOfTarget(target, state);
    state.showDialog({ kind: 'configurable-deploy', ticked });
  },
};
