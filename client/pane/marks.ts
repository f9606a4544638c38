import type { Problem } from '../../shared/checks/problem.ts';
import type { Id } from '../../shared/project/id.ts';
import { runsNext } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { type PaneNode, thingId } from './node.ts';

/** What the rows of the trees are marked with. */
export interface Marks {
  /** An item's own errors. */
  errors: ReadonlyMap<Id, readonly Problem[]>;
  /** Items that are wrong, or that need something that is. */
  invalid: ReadonlySet<Id>;
  /** How many steps refer to an activity, activities to a connection, workflows and actions to an operation. */
  references: ReadonlyMap<Id, number>;
}

/** Works out the marks of all rows at once. */
export function marksOf(project: Project, problems: readonly Problem[]): Marks {
  const errors = Map.groupBy(
    problems.filter(({ severity }) => severity === 'error'),
    ({ item }) => item.id,
  );
  const invalid = new Set(errors.keys());
  const references = new Map<Id, number>();
  const refer = (id: Id) => references.set(id, (references.get(id) ?? 0) + 1);
  for (const activity of Object.values(project.activities)) {
    refer(activity.connectionId);
    if (invalid.has(activity.connectionId)) invalid.add(activity.id);
  }
  for (const operation of Object.values(project.operations)) {
    for (const step of operation.steps) {
      refer(step.componentId);
      if (!invalid.has(step.id) && !invalid.has(step.componentId)) continue;
      invalid.add(step.id);
      invalid.add(operation.id);
    }
    for (const next of runsNext(operation)) refer(next.operationId);
  }
  for (const workflow of project.workflows) for (const id of workflow.operationIds) refer(id);
  return { errors, invalid, references };
}

/** How many things refer to a component; null for what is never referred to. */
export function referencesTo(node: PaneNode, marks: Marks): number | null {
  if (node.kind !== 'activity' && node.kind !== 'operation' && node.kind !== 'connection') return null;
  return marks.references.get(thingId(node)) ?? 0;
}

/** Whether a row's thing can't be deployed as it is; a step also when its component can't. */
export function isInvalid(node: PaneNode, marks: Marks): boolean {
  return marks.invalid.has(thingId(node)) || marks.invalid.has(node.componentId ?? '');
}

/** What a row's marks say, for screen readers. */
export function describeMarks(node: PaneNode, marks: Marks | null, undeployed: boolean): string | undefined {
  if (!marks) return undefined;
  const references = referencesTo(node, marks);
  const errors = marks.errors.get(thingId(node))?.map(({ message }) => message);
  const parts = [
    ...(errors ?? (isInvalid(node, marks) ? ['Invalid.'] : [])),
    undeployed && 'Undeployed.',
    references === 0 && (node.isGrey ? 'No activity yet.' : 'Nothing refers to it.'),
    references !== null && references > 1 && `${references} references.`,
  ].filter((part) => typeof part === 'string');
  return parts.join(' ') || undefined;
}
