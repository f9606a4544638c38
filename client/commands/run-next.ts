import { CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import { type ActionCondition, CONDITION_LABEL } from '../../shared/project/action.ts';
import type { Command } from './command.ts';

/** Chooses the operation that is run when a run of this one has ended well, or badly. */
export const runOnSuccess = runNext('run-on-success', 'success', CircleCheck);
export const runOnFail = runNext('run-on-fail', 'fail', CircleX);

function runNext(id: string, condition: ActionCondition, icon: LucideIcon): Command {
  return {
    id,
    needs: 'write',
    title: `${CONDITION_LABEL[condition]} run…`,
    icon,
    when: (target, { project }) => target.kind === 'operation' && project?.operations[target.id] !== undefined,
    whyNot: (_, { project }) =>
      Object.keys(project?.operations ?? {}).length < 2 ? 'There is no other operation in the project.' : null,
    run: (target, state) => {
      if (target.kind === 'operation') state.showDialog({ kind: 'run-next', operationId: target.id, condition });
    },
  };
}
