import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Designer } from '../state/designer.ts';
import { deployedThings } from '../state/undeployed.ts';
import type { PaneNode } from './node.ts';

/**
 * Whether a component has changes that are not deployed: no operation whose deployment is as designed now holds it. What is
 * deployed is known by operation, so that a change of one marks the components that only it uses.
 */
export function isComponentUndeployed(
  { project, deployed }: Pick<Designer, 'project' | 'deployed'>,
  { item }: PaneNode,
): boolean {
  if (!project || !item || item.kind === 'step' || item.kind === 'workflow') return false;
  return !thingsOf(project, deployed).has(item.id);
}

const known = new WeakMap<Project, { deployed: Designer['deployed']; things: ReadonlySet<Id> }>();

/** Found once for every change of the design or of what is deployed, when the first row asks. */
function thingsOf(project: Project, deployed: Designer['deployed']): ReadonlySet<Id> {
  const before = known.get(project);
  if (before?.deployed === deployed) return before.things;
  const things = deployedThings(project, deployed);
  known.set(project, { deployed, things });
  return things;
}
