import { Plus } from 'lucide-react';
import { newId } from '../../shared/project/id.ts';
import { freeName } from '../../shared/project/name.ts';
import type { Designer } from '../state/designer.ts';
import type { Place } from '../state/selected.ts';
import type { Command } from './command.ts';

/** Adds a workflow at the end, shows it, and puts its name in edit mode. */
export const newWorkflow: Command = {
  id: 'new-workflow',
  needs: 'write',
  title: 'New workflow',
  icon: Plus,
  when: () => true,
  run: (target, state) => addWorkflow(state, target.place),
};

export function addWorkflow(state: Designer, place: Place): void {
  const { project } = state;
  if (!project) return;
  const taken = project.workflows.map((workflow) => workflow.name);
  const workflow = { id: newId('wfl'), name: freeName('New Workflow', taken), operationIds: [] };
  if (!state.edit(`Add ${workflow.name}`, { type: 'workflow.add', workflow, index: project.workflows.length })) return;
  state.showWorkflow(workflow.id);
  state.startRename({ kind: 'workflow', id: workflow.id }, place);
}
