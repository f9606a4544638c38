import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Selected } from './selected.ts';

/**
 * The operations and steps whose name holds a text, upper and lower case alike, in reading order of the whole project; an
 * operation is found by its number too. An empty text finds nothing.
 */
export function findMatches(project: Project, query: string): Selected[] {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const matches: Selected[] = [];
  for (const [workflowIndex, workflow] of project.workflows.entries())
    for (const [index, operationId] of workflow.operationIds.entries()) {
      const operation = project.operations[operationId];
      if (!operation) continue;
      if (isIn(operation.name, wanted) || `${workflowIndex + 1}.${index}` === wanted)
        matches.push({ kind: 'operation', id: operationId });
      for (const step of operation.steps)
        if (isIn(project.activities[step.componentId]?.name ?? '', wanted)) matches.push({ kind: 'step', id: step.id });
    }
  return matches;
}

/** Where a search starts: at the first match in the workflow shown, else at the very first; -1 when there is none. */
export function firstMatch(project: Project, matches: readonly Selected[], workflowId: Id | null): number {
  const ids = project.workflows.find((workflow) => workflow.id === workflowId)?.operationIds ?? [];
  const shown = new Set(ids.flatMap((id) => [id, ...(project.operations[id]?.steps ?? []).map((step) => step.id)]));
  return Math.max(
    matches.findIndex((match) => shown.has(match.id)),
    matches.length > 0 ? 0 : -1,
  );
}

function isIn(name: string, wanted: string): boolean {
  return name.toLocaleLowerCase().includes(wanted);
}
