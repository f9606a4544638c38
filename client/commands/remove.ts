import { CircleMinus } from 'lucide-react';
import { batch, type SimpleEdit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { nameOf } from '../state/item-name.ts';
import type { Selected } from '../state/selected.ts';
import type { Command } from './command.ts';
import { actedOn } from './targets.ts';
import { undoAction } from './undo-action.ts';

/** Takes steps and operations off the canvas and keeps the components. */
export const remove: Command = {
  id: 'remove',
  needs: 'write',
  title: 'Remove',
  icon: CircleMinus,
  shortcut: 'Delete',
  when: (target, { project }) =>
    project !== null &&
    (target.kind === 'step' || (target.kind === 'operation' && placeOf(project, target.id) !== null)),
  run: (target, state) => {
    const { project } = state;
    if (!project) return;
    const items = outermost(actedOn(target, state), project);
    const edits = items.flatMap((item) => removal(item, project));
    if (edits.length === 0) return;
    const only = items.length === 1 ? items[0] : undefined;
    const what = only ? nameOf(only, project) : `${edits.length} items`;
    const label = `Remove ${what}`;
    const next = only ? neighbourOf(only, project) : null;
    if (!state.edit(label, batch(edits))) return;
    state.select(next ? [next] : []);
    state.announce(`Removed ${what}.`);
    state.notify({ tone: 'info', title: `Removed ${what}`, action: undoAction() });
  },
};

/** Without the steps of operations that are meant themselves: those go as they are. */
export function outermost(items: readonly Selected[], project: Project): Selected[] {
  const operations = new Set(items.filter((item) => item.kind === 'operation').map((item) => item.id));
  return items.filter(
    (item) => item.kind !== 'step' || !operations.has(findStep(project, item.id)?.operation.id ?? ''),
  );
}

/** What takes one item off its place; nothing when it stands in none. */
export function removal(item: Selected, project: Project): SimpleEdit[] {
  if (item.kind === 'step' && findStep(project, item.id)) return [{ type: 'step.remove', stepId: item.id }];
  if (item.kind === 'operation' && placeOf(project, item.id))
    return [{ type: 'operation.remove', operationId: item.id }];
  return [];
}

/** What is selected once an item is gone, so that the keyboard keeps its place: the next beside it, else what it stood in. */
export function neighbourOf(item: Selected, project: Project): Selected | null {
  if (item.kind === 'step') {
    const found = findStep(project, item.id);
    const beside = found?.operation.steps[found.index + 1] ?? found?.operation.steps[found.index - 1];
    if (beside) return { kind: 'step', id: beside.id };
    return found ? { kind: 'operation', id: found.operation.id } : null;
  }
  const place = placeOf(project, item.id);
  const ids = project.workflows.find((workflow) => workflow.id === place?.workflowId)?.operationIds ?? [];
  const beside = place ? (ids[place.index + 1] ?? ids[place.index - 1]) : undefined;
  return beside === undefined ? null : { kind: 'operation', id: beside };
}
