import type { ItemReference } from '../../shared/checks/problem.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import type { Step } from '../../shared/project/step.ts';
import { designer } from './designer.ts';
import type { Selected } from './selected.ts';

/**
 * Shows an item: the canvas scrolls to an operation, to a step, and to the first step that refers to an activity; what
 * stands on no canvas is selected in the project pane. `focus`: an operation or a step gets the focus too.
 */
export function goTo(item: ItemReference | Selected, options: { focus?: boolean } = {}): void {
  const state = designer.getState();
  const { project } = state;
  if (!project) return;
  state.closeScreen();
  if (item.kind === 'activity') {
    const step = firstStepOf(item.id, project);
    if (step) {
      state.select([{ kind: 'step', id: step.id }], { reveal: true, ...options });
      return;
    }
  }
  const isOnCanvas = item.kind === 'operation' ? placeOf(project, item.id) !== null : ON_CANVAS.has(item.kind);
  if (!isOnCanvas) state.setPaneTab('components');
  state.select([{ kind: item.kind, id: item.id }], { reveal: true, ...options });
}

const ON_CANVAS: ReadonlySet<ItemReference['kind']> = new Set(['workflow', 'operation', 'step']);

/** The first step on a canvas that refers to an activity. */
function firstStepOf(activityId: Id, project: Project): Step | null {
  for (const { operationIds } of project.workflows)
    for (const id of operationIds) {
      const step = project.operations[id]?.steps.find((one) => one.componentId === activityId);
      if (step) return step;
    }
  return null;
}
