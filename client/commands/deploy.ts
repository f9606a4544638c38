import { CloudUpload } from 'lucide-react';
import type { Id } from '../../shared/project/id.ts';
import type { Designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { Command } from './command.ts';
import { operationOfTarget } from './targets.ts';

/** Publishes an operation, or a workflow with all its operations, as it is designed now. */
export const deploy: Command = {
  id: 'deploy',
  title: 'Deploy',
  icon: CloudUpload,
  when: (target, state) => operationsOfTarget(target, state) !== null,
  whyNot: (target, state) =>
    operationsOfTarget(target, state)?.length === 0 ? 'There is no operation in the workflow.' : null,
  run: (target, state) => {
    const ids = operationsOfTarget(target, state);
    if (!ids?.length) return;
    return state.deploy(ids, target.kind === 'workflow' ? { kind: 'workflow', id: target.id } : undefined);
  },
};

/** The operations that deploying a target publishes, in one deployment; null when it is nothing that can be deployed. */
function operationsOfTarget(target: MenuTarget, state: Designer): readonly Id[] | null {
  if (target.kind === 'workflow')
    return state.project?.workflows.find((workflow) => workflow.id === target.id)?.operationIds ?? null;
  const operation = operationOfTarget(target, state);
  return operation && [operation.id];
}
