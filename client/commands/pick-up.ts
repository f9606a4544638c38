import { Move } from 'lucide-react';
import { placeOf } from '../../shared/project/project.ts';
import type { Command } from './command.ts';

/** Starts moving a step or an operation with the keyboard: arrows choose the place. */
export const pickUp: Command = {
  id: 'pick-up',
  needs: 'write',
  title: 'Move to…',
  icon: Move,
  shortcut: 'M',
  when: (target) => target.kind === 'step' || target.kind === 'operation',
  run: (target, state) => {
    if (target.kind === 'step') state.startPlacing({ kind: 'step', stepId: target.id });
    if (target.kind === 'operation') state.startPlacing({ kind: 'operation', operationId: target.id });
  },
};

/** The same for an operation that stands in no workflow. */
export const addToWorkflow: Command = {
  ...pickUp,
  id: 'add-to-workflow',
  title: 'Add to workflow…',
  when: (target, { project }) =>
    project !== null && target.kind === 'operation' && placeOf(project, target.id) === null,
};
