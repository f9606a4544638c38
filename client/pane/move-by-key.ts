import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { designer } from '../state/designer.ts';
import type { PaneNode } from './node.ts';

/** Alt with an arrow moves a workflow or an operation up or down among its siblings. True when the key meant that. */
export function moveByKey(node: PaneNode, { key, altKey }: { key: string; altKey: boolean }): boolean {
  if (!altKey || !node.item || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
  const up = key === 'ArrowUp';
  if (node.kind === 'operation')
    runCommand(commandOf(up ? 'move-up' : 'move-down'), { ...node.item, place: 'workflows' });
  if (node.kind === 'workflow') moveWorkflow(node.id, up ? -1 : 1);
  return node.kind === 'operation' || node.kind === 'workflow';
}

function moveWorkflow(workflowId: string, by: -1 | 1): void {
  const { project, edit, announce } = designer.getState();
  const from = project?.workflows.findIndex(({ id }) => id === workflowId) ?? -1;
  const workflow = project?.workflows[from];
  if (!workflow || !project?.workflows[from + by]) return;
  edit(`Move ${workflow.name}`, { type: 'workflow.move', workflowId, index: from + by });
  announce(`${workflow.name} moved ${by < 0 ? 'up' : 'down'}.`);
}
