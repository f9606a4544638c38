import type { Descriptor } from '../../shared/connector.ts';
import type { Edit } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { planDrop } from '../state/drop-plan.ts';
import type { TreeRow } from '../ui/tree-rows.ts';
import type { PaneNode } from './node.ts';

/** What is dragged: a row, and the other operations that are selected with it. */
export interface Dragged {
  node: PaneNode;
  others: readonly Id[];
}

/** Where a dragged row would go: the edit, and the line that shows it (above row `line`, at a level). */
export interface DropPlace {
  line: number;
  level: number;
  label: string;
  /** Null when it would stay where it is. */
  edit: Edit | null;
}

/**
 * Where a workflow or an operation would go when it is let go at `offset`, in rows from the top of the tree. Workflows go between
 * workflows, operations between operations of any workflow, or at the end of one whose row the pointer is on.
 */
export function dropPlace(
  dragged: Dragged,
  rows: readonly TreeRow<PaneNode>[],
  offset: number,
  project: Project,
  descriptors: readonly Descriptor[],
): DropPlace | null {
  if (dragged.node.kind === 'workflow') return workflowPlace(dragged.node, rows, offset, project);
  return dragged.node.kind === 'operation' ? operationPlace(dragged, rows, offset, project, descriptors) : null;
}

function workflowPlace(
  dragged: PaneNode,
  rows: readonly TreeRow<PaneNode>[],
  offset: number,
  project: Project,
): DropPlace {
  const starts = rows.flatMap(({ level }, index) => (level === 1 ? [index] : []));
  // Each workflow takes the space of all its rows; past its middle means after it.
  let index = 0;
  for (const [at, start] of starts.entries()) {
    const end = starts[at + 1] ?? rows.length;
    if (offset > (start + end) / 2) index = at + 1;
  }
  const from = project.workflows.findIndex(({ id }) => id === dragged.id);
  const to = index > from ? index - 1 : index;
  return {
    line: starts[index] ?? rows.length,
    level: 1,
    label: `Move ${dragged.name}`,
    edit: to === from ? null : { type: 'workflow.move', workflowId: dragged.id, index: to },
  };
}

function operationPlace(
  dragged: Dragged,
  rows: readonly TreeRow<PaneNode>[],
  offset: number,
  project: Project,
  descriptors: readonly Descriptor[],
): DropPlace | null {
  const over = Math.max(0, Math.min(rows.length - 1, Math.floor(offset)));
  const found = rows.findLastIndex(({ level }, index) => index <= over && level <= 2);
  const row = rows[found];
  if (!row) return null;
  const end = rows.findIndex(({ level }, index) => index > found && level <= 2);
  const after = end < 0 ? rows.length : end;
  const place = (workflowId: Id, index: number, line: number): DropPlace | null => {
    const item = { kind: 'operation', operationId: dragged.node.id, others: dragged.others } as const;
    const plan = planDrop(project, descriptors, item, { kind: 'operation', workflowId, index });
    return plan.ok ? { line, level: 2, label: plan.label, edit: plan.edit } : null;
  };
  if (row.level === 1) {
    // On a workflow's own row: before its first operation when that shows, else at its end.
    const index = row.expanded ? 0 : row.node.children.length;
    return place(row.node.id, index, found + 1);
  }
  const isAfter = offset > (found + after) / 2;
  const index = row.position - 1 + (isAfter ? 1 : 0);
  return place(row.parentId ?? '', index, isAfter ? after : found);
}
