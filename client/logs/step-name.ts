import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';

/** What a run's step is called: its activity's name as the design has it now, else its place. `index` counts from 0. */
export function stepName(project: Project | null, operationId: Id, stepId: Id, index: number): string {
  const step = project?.operations[operationId]?.steps.find((one) => one.id === stepId);
  const name = step ? project?.activities[step.componentId]?.name : undefined;
  return name ?? `Step ${index + 1} (no longer in the design)`;
}
