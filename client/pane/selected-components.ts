import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Selected } from '../state/selected.ts';

/** The components that are selected: a step stands for the activity that it refers to. */
export function selectedComponents(project: Project | null, selection: readonly Selected[]): ReadonlySet<Id> {
  const ids = new Set<Id>();
  if (!project) return ids;
  for (const { kind, id } of selection) {
    const componentId = kind === 'step' ? findStep(project, id)?.step.componentId : id;
    if (componentId !== undefined) ids.add(componentId);
  }
  return ids;
}
