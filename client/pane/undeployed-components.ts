import { dependencies, type Reference } from '../../shared/checks/dependencies.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Designer } from '../state/designer.ts';
import { isUndeployed } from '../state/undeployed.ts';
import type { PaneNode } from './node.ts';

type Deployed = Designer['deployed'];

/**
 * Whether a component has changes that are not deployed: no operation whose deployment is as designed now holds it. What is
 * deployed is known by operation, so that a change of one marks the components that only it uses.
 */
export function isComponentUndeployed(
  { project, deployed }: Pick<Designer, 'project' | 'deployed'>,
  { item }: PaneNode,
): boolean {
  if (!project || !item || item.kind === 'step' || item.kind === 'workflow') return false;
  return !answersFor(project, deployed)({ kind: item.kind, id: item.id });
}

type Answers = (thing: Reference) => boolean;

const known = new WeakMap<Project, { deployed: Deployed; answers: Answers }>();

function answersFor(project: Project, deployed: Deployed): Answers {
  const before = known.get(project);
  if (before?.deployed === deployed) return before.answers;
  const answers = whetherDeployed(project, deployed);
  known.set(project, { deployed, answers });
  return answers;
}

/** Tells of each component whether it is deployed as it is now, and remembers it: a connection may have thousands of activities. */
function whetherDeployed(project: Project, deployed: Deployed): Answers {
  const graph = dependencies(project);
  const found = new Map<Id, boolean>();
  const isDeployed = (thing: Reference): boolean => {
    const answer =
      found.get(thing.id) ??
      (thing.kind === 'operation'
        ? deployed[thing.id] !== undefined && !isUndeployed({ project, deployed }, thing.id)
        : graph.usedBy(thing).some((user) => user.kind !== 'workflow' && isDeployed(user)));
    found.set(thing.id, answer);
    return answer;
  };
  return isDeployed;
}
