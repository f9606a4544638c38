import { batch, type SimpleEdit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { type DropPlan, newOperationName, refuse } from './drop-outcome.ts';
import type { DropZone } from './drop-zones.ts';

/**
 * What dropping several steps, or several operations, on a zone does: one edit, after which they stand there side by side in
 * the order in which they stood before, whichever of them was dragged. Those that are gone by now are left out.
 */
export function dropSeveral(
  project: Project,
  kind: 'step' | 'operation',
  ids: readonly Id[],
  zone: DropZone,
): DropPlan {
  return kind === 'step' ? dropSteps(project, ids, zone) : dropOperations(project, ids, zone);
}

function dropSteps(project: Project, ids: readonly Id[], zone: DropZone): DropPlan {
  const moved = inReadingOrder(project)
    .flatMap((operationId) => project.operations[operationId]?.steps ?? [])
    .map((step) => step.id)
    .filter((id) => ids.includes(id));
  const [first] = moved;
  if (first === undefined) return refuse('The steps are no longer in the project.');
  const done = { ok: true as const, label: `Move ${moved.length} steps`, select: { kind: 'step' as const, id: first } };
  if (zone.kind === 'operation') {
    const operation = { id: newId('opn'), name: newOperationName(project), steps: [] };
    const edits: SimpleEdit[] = [
      { type: 'operation.create', operation },
      { type: 'operation.place', operationId: operation.id, workflowId: zone.workflowId, index: zone.index },
      ...moved.map((stepId, index) => ({ type: 'step.move' as const, stepId, operationId: operation.id, index })),
    ];
    return { ...done, edit: batch(edits), rename: false };
  }
  const there = project.operations[zone.operationId]?.steps.map((step) => step.id) ?? [];
  const moves = movesInto(there, moved, zone.index);
  const stays = moved.every((id) => findStep(project, id)?.operation.id === zone.operationId);
  if (stays && moves.result.every((id, index) => id === there[index])) return { ...done, edit: null, rename: false };
  const edits = moves.moves.map(({ id, index }): SimpleEdit => {
    return { type: 'step.move', stepId: id, operationId: zone.operationId, index };
  });
  return { ...done, edit: batch(edits), rename: false };
}

function dropOperations(project: Project, ids: readonly Id[], zone: DropZone): DropPlan {
  if (zone.kind === 'component') return refuse('An operation can’t stand inside another operation.');
  const { workflowId } = zone;
  const moved = inReadingOrder(project).filter((id) => ids.includes(id));
  const [first] = moved;
  if (first === undefined) return refuse('The operations are no longer in the project.');
  const done = {
    ok: true as const,
    label: `Move ${moved.length} operations`,
    select: { kind: 'operation' as const, id: first },
  };
  const there = project.workflows.find((workflow) => workflow.id === workflowId)?.operationIds ?? [];
  const { moves, result } = movesInto(there, moved, zone.index);
  if (result.length === there.length && result.every((id, index) => id === there[index]))
    return { ...done, edit: null, rename: false };
  const edits = moves.map(({ id, index }): SimpleEdit => {
    const type = placeOf(project, id) === null ? 'operation.place' : 'operation.move';
    return { type, operationId: id, workflowId, index };
  });
  return { ...done, edit: batch(edits), rename: false };
}

/** Every operation: those of the workflows in order, then those in none. */
function inReadingOrder(project: Project): Id[] {
  return [
    ...new Set([...project.workflows.flatMap((workflow) => workflow.operationIds), ...Object.keys(project.operations)]),
  ];
}

/** The single moves after which `moved` stand side by side where `at` was in `list`, each index counted without the one moved. */
function movesInto(
  list: readonly Id[],
  moved: readonly Id[],
  at: number,
): { moves: { id: Id; index: number }[]; result: Id[] } {
  const anchor = list.slice(at).find((id) => !moved.includes(id));
  const result = [...list];
  const moves = moved.map((id) => {
    const from = result.indexOf(id);
    if (from >= 0) result.splice(from, 1);
    const index = anchor === undefined ? result.length : result.indexOf(anchor);
    result.splice(index, 0, id);
    return { id, index };
  });
  return { moves, result };
}
