import { CloudUpload } from 'lucide-react';
import { keyOf, type Reference, usedBy } from '../../shared/checks/dependencies.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Designer } from '../state/designer.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';
import { isSimpleKind, type SimpleKind } from '../state/simple-components.ts';
import type { Command } from './command.ts';
import { operationOfTarget } from './targets.ts';

/** Publishes as it is designed now: an operation, all those of a workflow, or those that use a component. */
export const deploy: Command = {
  id: 'deploy',
  needs: 'write',
  title: 'Deploy',
  icon: CloudUpload,
  when: (target, state) => operationsOfTarget(target, state) !== null,
  whyNot: (target, state) => {
    if (operationsOfTarget(target, state)?.length !== 0) return null;
    return target.kind === 'workflow' ? 'There is no operation in the workflow.' : 'No operation uses it.';
  },
  run: (target, state) => {
    const ids = operationsOfTarget(target, state);
    if (!ids?.length) return;
    const isWhole = isItem(target) && target.kind !== 'operation' && target.kind !== 'step';
    return state.deploy(ids, isWhole ? { kind: target.kind, id: target.id } : undefined);
  },
};

/** The operations that deploying a target publishes, in one deployment; null when it is nothing that can be deployed. */
export function operationsOfTarget(target: MenuTarget, state: Designer): readonly Id[] | null {
  if (target.kind === 'workflow')
    return state.project?.workflows.find((workflow) => workflow.id === target.id)?.operationIds ?? null;
  if (state.project && isItem(target) && isUsed(target.kind))
    return usersOf({ kind: target.kind, id: target.id }, state.project);
  const operation = operationOfTarget(target, state);
  return operation && [operation.id];
}

type UsedKind = 'activity' | SimpleKind;

function isUsed(kind: MenuTarget['kind']): kind is UsedKind {
  return kind === 'activity' || isSimpleKind(kind);
}

/** The operations in which a component is used, itself or by what they use; not those that run such operations. */
function usersOf(component: Reference, project: Project): Id[] {
  const seen = new Set<string>();
  const found = new Set<Id>();
  const visit = (thing: Reference) => {
    for (const user of usedBy(project, thing)) {
      if (seen.has(keyOf(user))) continue;
      seen.add(keyOf(user));
      if (user.kind === 'operation') found.add(user.id);
      else visit(user);
    }
  };
  visit(component);
  return [...found];
}
