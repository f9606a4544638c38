import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Selected } from '../state/selected.ts';

/** A tab of the drawer: the runs of one operation, of those of one workflow, or of the whole project. */
export interface LogTab {
  readonly operationId: Id | null;
  readonly workflowId: Id | null;
  readonly name: string;
}

/** What was looked at last, of each kind. */
export type Kept = Pick<LogTab, 'operationId' | 'workflowId'>;

/**
 * The project's tab, then those of the workflow and of the operation looked at last, then that of the operation that is
 * selected (or whose step is). What is gone has none.
 */
export function logTabs(project: Project, selection: readonly Selected[], kept: Kept): LogTab[] {
  const ids = new Set([kept.operationId, selectedOperation(project, selection)]);
  const workflows = project.workflows.filter(({ id }) => id === kept.workflowId);
  const operations = [...ids].flatMap((id) => (id === null ? [] : (project.operations[id] ?? [])));
  return [
    { operationId: null, workflowId: null, name: project.name },
    ...workflows.map(({ id, name }): LogTab => ({ operationId: null, workflowId: id, name })),
    ...operations.map(({ id, name }): LogTab => ({ operationId: id, workflowId: null, name })),
  ];
}

function selectedOperation(project: Project, selection: readonly Selected[]): Id | null {
  const last = selection.at(-1);
  if (last?.kind === 'operation') return last.id;
  return last?.kind === 'step' ? (findStep(project, last.id)?.operation.id ?? null) : null;
}
