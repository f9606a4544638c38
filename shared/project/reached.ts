import type { Id } from './id.ts';
import { runsNext } from './operation.ts';
import type { Project } from './project.ts';

/** Operations and all that their actions lead to, each once; those that were given come first. */
export function reachedFrom(project: Project, operationIds: Iterable<Id>): Set<Id> {
  const reached = new Set(operationIds);
  for (const id of reached) {
    const operation = project.operations[id];
    for (const next of operation ? runsNext(operation) : []) reached.add(next.operationId);
  }
  return reached;
}
