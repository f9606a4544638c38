import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Workflow } from '../../shared/project/workflow.ts';
import type { Selected } from '../state/selected.ts';

export type WalkKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

const KEYS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

export function isWalkKey(key: string): key is WalkKey {
  return KEYS.includes(key);
}

/**
 * Where an arrow leads: up and down from operation to operation (from a step: to its place in the next one), right into
 * an operation's steps and along them, left back out. Home and End go to the first and last operation. Null: nowhere.
 */
export function walk(
  project: Project,
  workflow: Workflow,
  collapsed: Readonly<Record<Id, boolean>>,
  from: Selected | null,
  key: WalkKey,
): Selected | null {
  const ids = workflow.operationIds;
  const step = from?.kind === 'step' ? findStep(project, from.id) : null;
  const operationId = step?.operation.id ?? from?.id ?? '';
  const row = ids.indexOf(operationId);
  if (key === 'Home' || row < 0) return operationAt(ids, 0);
  if (key === 'End') return operationAt(ids, ids.length - 1);
  if (key === 'ArrowLeft') return step ? (stepOf(project, operationId, step.index - 1) ?? operationAt(ids, row)) : null;
  if (key === 'ArrowRight')
    return collapsed[operationId] ? null : stepOf(project, operationId, (step?.index ?? -1) + 1);
  const next = row + (key === 'ArrowDown' ? 1 : -1);
  const nextId = ids[next];
  if (nextId === undefined) return null;
  if (!step || collapsed[nextId]) return operationAt(ids, next);
  const last = (project.operations[nextId]?.steps.length ?? 0) - 1;
  return stepOf(project, nextId, Math.min(step.index, last)) ?? operationAt(ids, next);
}

function operationAt(ids: readonly Id[], index: number): Selected | null {
  const id = ids[index];
  return id === undefined ? null : { kind: 'operation', id };
}

function stepOf(project: Project, operationId: Id, index: number): Selected | null {
  const step = project.operations[operationId]?.steps[index];
  return step ? { kind: 'step', id: step.id } : null;
}
