import type { Problem } from '../../shared/checks/problem.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { PaneNode } from './node.ts';

/** What the rows of the trees are marked with. */
export interface Marks {
  /** The messages about an item's own errors. */
  errors: ReadonlyMap<Id, readonly string[]>;
  /** Items that are wrong, or that need something that is. */
  invalid: ReadonlySet<Id>;
  /** How many steps refer to an activity; how many workflows an operation stands in. */
  references: ReadonlyMap<Id, number>;
}

/** Works out the marks of all rows at once. */
export function marksOf(project: Project, problems: readonly Problem[]): Marks {
  const errors = new Map<Id, string[]>();
  for (const { severity, item, message } of problems) {
    if (severity === 'error') errors.set(item.id, [...(errors.get(item.id) ?? []), message]);
  }
  const invalid = new Set(errors.keys());
  for (const activity of Object.values(project.activities))
    if (invalid.has(activity.connectionId)) invalid.add(activity.id);
  const references = new Map<Id, number>();
  for (const operation of Object.values(project.operations)) {
    for (const step of operation.steps) {
      references.set(step.componentId, (references.get(step.componentId) ?? 0) + 1);
      if (!invalid.has(step.id) && !invalid.has(step.componentId)) continue;
      invalid.add(step.id);
      invalid.add(operation.id);
    }
  }
  for (const workflow of project.workflows) for (const id of workflow.operationIds) references.set(id, 1);
  return { errors, invalid, references };
}

/** How many things refer to a component; null for what is never referred to. */
export function referencesTo(node: PaneNode, marks: Marks): number | null {
  if (node.kind !== 'activity' && node.kind !== 'operation') return null;
  return marks.references.get(node.id) ?? 0;
}
