import type { Reference } from '../../shared/checks/dependencies.ts';
import { findStep } from '../../shared/edits/lists.ts';
import type { Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

export interface DependenciesSlice {
  /** The thing whose dependencies stand in the place of the tree of the **Workflows** tab; null while the tree does. */
  dependenciesOf: Reference | null;
  /** Shows what a thing depends on and what uses it; for a step, its component's. */
  viewDependencies(item: Selected): void;
  /** Goes back to the tree. */
  closeDependencies(): void;
}

export const createDependenciesSlice: SliceCreator<DependenciesSlice> = (set, get) => ({
  dependenciesOf: null,
  viewDependencies(item) {
    const { project } = get();
    if (!project) return;
    const thing: Reference | null =
      item.kind === 'step' ? componentOf(findStep(project, item.id)?.step) : { kind: item.kind, id: item.id };
    if (!thing) return;
    set({ dependenciesOf: thing });
    get().setPaneTab('workflows');
    get().setPane('project', { open: true });
  },
  closeDependencies() {
    set({ dependenciesOf: null });
  },
});

function componentOf(step: { kind: 'activity'; componentId: string } | undefined): Reference | null {
  return step ? { kind: step.kind, id: step.componentId } : null;
}
