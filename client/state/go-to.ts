import type { ItemReference } from '../../shared/checks/problem.ts';
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
    for (const operation of Object.values(project.operations)) {
      const step = operation.steps.find((one) => one.componentId === item.id);
      if (step) {
        state.select([{ kind: 'step', id: step.id }], { reveal: true, ...options });
        return;
      }
    }
  }
  if (item.kind === 'activity' || item.kind === 'connection') state.setPaneTab('components');
  state.select([{ kind: item.kind, id: item.id }], { reveal: true, ...options });
}
