import type { Reference } from '../../shared/checks/dependencies.ts';
import { findStep } from '../../shared/edits/lists.ts';
import type { Step } from '../../shared/project/step.ts';
import { nameOf } from './item-name.ts';
import type { PaneTree } from './pane-slice.ts';
import type { GlobalName, Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

/** What has dependencies to look at. */
export type DependencySubject = Reference | GlobalName;

export interface DependenciesSlice {
  /** The thing whose dependencies stand in the place of the tree of the **Workflows** tab; null while the tree does. */
  dependenciesOf: DependencySubject | null;
  /** The things whose dependencies were looked at on the way there, the last one last. */
  dependenciesTrail: readonly DependencySubject[];
  /** Where one came from: the tab, and the thing there. */
  dependenciesFrom: { tree: PaneTree; item: Selected | GlobalName } | null;
  /** Shows what a thing depends on and what uses it; for a step, its component's. */
  viewDependencies(item: Selected | GlobalName): void;
  /** Goes back to the dependencies that were looked at before. */
  previousDependencies(): void;
  /** Goes back to the tree from which one came. */
  closeDependencies(): void;
}

const CLOSED = { dependenciesOf: null, dependenciesTrail: [], dependenciesFrom: null } as const;

export const createDependenciesSlice: SliceCreator<DependenciesSlice> = (set, get) => ({
  ...CLOSED,
  viewDependencies(item) {
    const { project, paneTab, dependenciesOf, dependenciesTrail } = get();
    if (!project) return;
    const thing: DependencySubject | null =
      item.kind === 'step' ? componentOf(findStep(project, item.id)?.step) : { kind: item.kind, id: item.id };
    if (!thing) return;
    const isWalking = dependenciesOf !== null && paneTab === 'workflows';
    if (!isWalking) set({ dependenciesTrail: [], dependenciesFrom: { tree: paneTab, item } });
    else if (dependenciesOf.id !== thing.id) set({ dependenciesTrail: [...dependenciesTrail, dependenciesOf] });
    set({ dependenciesOf: thing });
    get().setPaneTab('workflows');
    get().setPane('project', { open: true });
  },
  previousDependencies() {
    const { project, dependenciesTrail } = get();
    const there = dependenciesTrail.filter((thing) => project && nameOf(thing, project) !== null);
    const previous = there.at(-1);
    if (previous) set({ dependenciesOf: previous, dependenciesTrail: there.slice(0, -1) });
    else set({ dependenciesTrail: [] });
  },
  closeDependencies() {
    const { dependenciesFrom } = get();
    set(CLOSED);
    if (!dependenciesFrom) return;
    get().setPaneTab(dependenciesFrom.tree);
    get().focusRow(dependenciesFrom.item);
  },
});

function componentOf(step: Step | undefined): Reference | null {
  return step ? { kind: step.kind, id: step.componentId } : null;
}
