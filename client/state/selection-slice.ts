import type { Id } from '../../shared/project/id.ts';
import { planRename } from './rename-plan.ts';
import { isSame, type Named, onceEach, type Place, type Renaming, type Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

export interface SelectionSlice {
  /** What is selected, in the order it was; the last one is where keys and arrows start from. */
  selection: readonly Selected[];
  /** Counts up whenever the canvas should scroll to the selection. */
  revealed: number;
  /** The item of the canvas that shall have the focus as soon as it is drawn. */
  focusWanted: Selected | null;
  /** The focus has been given. */
  focusGiven(): void;
  /** Replaces the selection. `reveal`: the canvas shows its workflow and scrolls to it. `focus`: it gets the focus too. */
  select(items: readonly Selected[], options?: { reveal?: boolean; focus?: boolean }): void;
  /** Adds to the selection, or takes out of it. */
  toggleSelected(item: Selected): void;
  renaming: Renaming | null;
  /** Puts an item's name in edit mode, where it is shown. */
  startRename(item: Named & { groupId?: Id }, place?: Place): void;
  endRename(): void;
  /** Gives an item another name (a step's is its component's): the problem with that name, or null when it is done. */
  rename(item: Named, name: string): string | null;
}

export const createSelectionSlice: SliceCreator<SelectionSlice> = (set, get) => ({
  selection: [],
  revealed: 0,
  focusWanted: null,
  focusGiven() {
    set({ focusWanted: null });
  },
  select(items, options) {
    const focused = options?.focus === true ? items.at(-1) : undefined;
    set({ selection: onceEach(items), focusWanted: focused ?? null, selectedZone: null });
    if (!options?.reveal) return;
    get().showWorkflowOf(items.at(-1) ?? null);
    set({ revealed: get().revealed + 1 });
  },
  toggleSelected(item) {
    const { selection } = get();
    const rest = selection.filter((other) => !isSame(other, item));
    set({ selection: rest.length < selection.length ? rest : [...selection, item], selectedZone: null });
  },
  renaming: null,
  startRename({ kind, id, groupId }, place = 'canvas') {
    if (get().mayEdit('Rename')) set({ renaming: { kind, id, place, groupId } });
  },
  endRename() {
    set({ renaming: null });
  },
  rename(item, name) {
    const { project } = get();
    if (!project) return null;
    const plan = planRename(project, item, name);
    if (plan.problem !== null) return plan.problem;
    if (plan.edit) get().edit(plan.label, plan.edit);
    return null;
  },
});
