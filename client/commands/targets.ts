import { findStep } from '../../shared/edits/lists.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import type { Designer } from '../state/designer.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';
import { shownRun } from '../state/newest-runs.ts';
import { isSelected, type Selected } from '../state/selected.ts';

/** The operation that a target is, or whose step it is. */
export function operationOfTarget(target: MenuTarget, { project }: Designer): Operation | null {
  if (!project) return null;
  if (target.kind === 'operation') return project.operations[target.id] ?? null;
  return target.kind === 'step' ? (findStep(project, target.id)?.operation ?? null) : null;
}

/** The activity that a target is, or to which its step refers. */
export function activityOfTarget(target: MenuTarget, { project }: Designer): Activity | null {
  if (!project) return null;
  if (target.kind === 'activity') return project.activities[target.id] ?? null;
  if (target.kind !== 'step') return null;
  return project.activities[findStep(project, target.id)?.step.componentId ?? ''] ?? null;
}

/** The run of an operation that is going, whatever started it, or null. */
export function runningOf(operationId: Id, state: Designer): Run | null {
  const run = shownRun(operationId, state);
  return run && !hasEnded(run.state) ? run : null;
}

/** What a command acts on: the whole selection when the target is part of it, else the target alone. */
export function actedOn(target: MenuTarget, { selection }: Designer): Selected[] {
  if (!isItem(target)) return [];
  const { kind, id } = target;
  return isSelected(selection, kind, id) ? [...selection] : [{ kind, id }];
}
