import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { isZoneGone } from './clipboard-slice.ts';
import type { Designer } from './designer.ts';
import { nameOf } from './item-name.ts';

/**
 * What must change in the view because the document has changed: what is gone is no longer selected, renamed, dragged or
 * shown, and there is always a workflow shown while there is one.
 */
export function stillThere(state: Designer): Partial<Designer> {
  const { project, selection, renaming, workflowId, shownBefore, screen, dependenciesOf } = state;
  if (!project) return {};
  const change: Partial<Designer> = {};
  const kept = selection.filter((item) => nameOf(item, project) !== null);
  if (kept.length < selection.length) change.selection = kept;
  if (renaming && nameOf(renaming, project) === null) change.renaming = null;
  const isThere = (id: Id | null) => project.workflows.some((workflow) => workflow.id === id);
  if (!isThere(workflowId)) change.workflowId = shownBefore.findLast(isThere) ?? project.workflows[0]?.id ?? null;
  if (dependenciesOf && nameOf(dependenciesOf, project) === null) change.dependenciesOf = null;
  if (state.selectedZone && isZoneGone(state.selectedZone, project)) change.selectedZone = null;
  if (isGone(screen, project)) change.screen = { kind: 'canvas' };
  if (isDragGone(state.dragging ?? state.placing, project)) {
    change.dragging = null;
    change.placing = null;
    change.dropZone = null;
  }
  return change;
}

/** A connection's screen stays: it may hold what somebody has typed, and decides itself. */
function isGone(screen: Designer['screen'], project: Project): boolean {
  if (screen.kind === 'settings') return project.operations[screen.operationId] === undefined;
  return screen.kind === 'activity' && project.activities[screen.activityId] === undefined;
}

function isDragGone(item: Designer['dragging'], project: Project): boolean {
  if (item === null) return false;
  switch (item.kind) {
    case 'activity-type':
      return project.connections[item.connectionId] === undefined;
    case 'activity':
      return project.activities[item.activityId] === undefined;
    case 'step':
      return findStep(project, item.stepId) === null;
    case 'operation':
      return project.operations[item.operationId] === undefined;
    case 'component':
      return nameOf(item.component, project) === null;
  }
}
