import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Selected } from '../state/selected.ts';

/** A tab of the drawer: the runs of one operation, or of the whole project. */
export interface LogTab {
  readonly operationId: Id | null;
  readonly name: string;
}

/**
 * The project's tab, then that of the operation looked at last, then that of the operation that is selected (or whose step
 * is). Operations that are gone have none.
 */
export function logTabs(project: Project, selection: readonly Selected[], kept: Id | null): LogTab[] {
  const ids = new Set([kept, selectedOperation(project, selection)]);
  const operations = [...ids].flatMap((id) => (id === null ? [] : (project.operations[id] ?? [])));
  return [
    { operationId: null, name: project.name },
    ...operations.map(({ id, name }): LogTab => ({ operationId: id, name })),
  ];
}

function selectedOperation(project: Project, selection: readonly Selected[]): Id | null {
  const last = selection.at(-1);
  if (last?.kind === 'operation') return last.id;
  return last?.kind === 'step' ? (findStep(project, last.id)?.operation.id ?? null) : null;
}
