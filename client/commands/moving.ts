import type { SimpleEdit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { nameOf } from '../state/item-name.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';

/** Along which line a thing moves: workflows are tabs above the canvas, and rows in the project pane. */
export type Axis = 'vertical' | 'horizontal';

export interface Move {
  label: string;
  edit: SimpleEdit;
  /** Where it stands then, for screen readers. */
  told: string;
}

/** The edit that moves a thing one place along an axis among its siblings; null when it does not stand in such a row, or at its end. */
export function planMove(project: Project, target: MenuTarget, axis: Axis, by: -1 | 1): Move | null {
  const place = placeIn(project, target, axis);
  if (!place || !isItem(target)) return null;
  const index = place.index + by;
  if (index < 0 || index >= place.length) return null;
  const name = nameOf(target, project) ?? '';
  return {
    label: `Move ${name}`,
    edit: place.edit(index),
    told: `${name} is ${target.kind} ${index + 1} of ${place.length}.`,
  };
}

interface Place {
  index: number;
  length: number;
  edit: (index: number) => SimpleEdit;
}

function placeIn(project: Project, target: MenuTarget, axis: Axis): Place | null {
  if (target.kind === 'step') return axis === 'horizontal' ? stepPlace(project, target.id) : null;
  if (target.kind === 'operation') return axis === 'vertical' ? operationPlace(project, target.id) : null;
  if (target.kind !== 'workflow' || axis !== (target.place === 'workflows' ? 'vertical' : 'horizontal')) return null;
  const index = project.workflows.findIndex((workflow) => workflow.id === target.id);
  const edit = (to: number): SimpleEdit => ({ type: 'workflow.move', workflowId: target.id, index: to });
  return index < 0 ? null : { index, length: project.workflows.length, edit };
}

function stepPlace(project: Project, stepId: string): Place | null {
  const found = findStep(project, stepId);
  if (!found) return null;
  const { operation, index } = found;
  const edit = (to: number): SimpleEdit => ({ type: 'step.move', stepId, operationId: operation.id, index: to });
  return { index, length: operation.steps.length, edit };
}

function operationPlace(project: Project, operationId: string): Place | null {
  const place = placeOf(project, operationId);
  const siblings = project.workflows.find((workflow) => workflow.id === place?.workflowId)?.operationIds;
  if (!place || !siblings) return null;
  const { workflowId, index } = place;
  const edit = (to: number): SimpleEdit => ({ type: 'operation.move', operationId, workflowId, index: to });
  return { index, length: siblings.length, edit };
}
