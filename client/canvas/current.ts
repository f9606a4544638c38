import { findStep } from '../../shared/edits/lists.ts';
import { placeOf } from '../../shared/project/project.ts';
import type { Designer } from '../state/designer.ts';
import type { Selected } from '../state/selected.ts';

type Basis = Pick<Designer, 'selection' | 'project' | 'workflowId'>;

let basis: Basis = { selection: [], project: null, workflowId: null };
let current: Selected | null = null;

/**
 * The operation or step that the Tab key comes to and the arrows start from: what was selected last, when it stands in the
 * workflow shown, else that workflow's first operation. Worked out once for all that ask between two changes.
 */
export function currentItem(state: Basis): Selected | null {
  if (state.selection !== basis.selection || state.project !== basis.project || state.workflowId !== basis.workflowId) {
    basis = { selection: state.selection, project: state.project, workflowId: state.workflowId };
    current = find(basis);
  }
  return current;
}

function find({ selection, project, workflowId }: Basis): Selected | null {
  if (!project) return null;
  const last = selection.findLast(({ kind }) => kind === 'operation' || kind === 'step');
  const operationId = last?.kind === 'step' ? findStep(project, last.id)?.operation.id : last?.id;
  if (last && operationId && placeOf(project, operationId)?.workflowId === workflowId) return last;
  const first = project.workflows.find((workflow) => workflow.id === workflowId)?.operationIds[0];
  return first === undefined ? null : { kind: 'operation', id: first };
}
