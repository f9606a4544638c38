import type { Id } from '../project/id.ts';
import type { Project } from '../project/project.ts';

export type ComponentKind = 'workflow' | 'operation' | 'activity' | 'connection';

/** One thing of a project, as dependency lists name it. */
export interface Dependant {
  kind: ComponentKind;
  id: Id;
  name: string;
}

/** What refers to an activity or a connection, and would break without it. */
export function usedBy(project: Project, id: Id): Dependant[] {
  const operations = Object.values(project.operations).filter((operation) =>
    operation.steps.some((step) => step.componentId === id),
  );
  const activities = Object.values(project.activities).filter((activity) => activity.connectionId === id);
  return [
    ...operations.map(({ id, name }): Dependant => ({ kind: 'operation', id, name })),
    ...activities.map(({ id, name }): Dependant => ({ kind: 'activity', id, name })),
  ];
}
