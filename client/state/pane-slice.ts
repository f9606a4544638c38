import type { Id } from '../../shared/project/id.ts';
import type { GlobalName, Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

/** The two trees of the project pane. */
export type PaneTree = 'workflows' | 'components';

/** What the **Components** tab shows: one at a time. */
export const FILTERS = ['all', 'undeployed', 'orphaned', 'invalid'] as const;
export type Filter = (typeof FILTERS)[number];

/** What a tree of the project pane is looked at by, for as long as the project is open: tabs come and go, this stays. */
export interface TreeView {
  query: string;
  /** How far it is scrolled, in CSS pixels. */
  top: number;
  /** The value of `revealed` that the tree has answered. */
  revealed: number;
}

export interface PaneSlice {
  trees: Readonly<Record<PaneTree, TreeView>>;
  filter: Filter;
  setTree(tree: PaneTree, change: Partial<TreeView>): void;
  setFilter(filter: Filter): void;
  /** The thing whose row shall have the focus as soon as its tree is there. */
  rowWanted: Selected | GlobalName | null;
  /** Gives the focus to a thing's row, in the tree that shows. */
  focusRow(item: Selected | GlobalName | null): void;
  /** The custom group that takes what is dragged when it is let go now. */
  groupAimedAt: Id | null;
  aimAtGroup(groupId: Id | null): void;
}

const FRESH: TreeView = { query: '', top: 0, revealed: 0 };

/** The pane of a project that has just been opened. */
export const FRESH_PANE = {
  trees: { workflows: FRESH, components: FRESH },
  filter: 'all',
  rowWanted: null,
} as const satisfies Partial<PaneSlice>;

export const createPaneSlice: SliceCreator<PaneSlice> = (set, get) => ({
  ...FRESH_PANE,
  setTree(tree, change) {
    const { trees } = get();
    set({ trees: { ...trees, [tree]: { ...trees[tree], ...change } } });
  },
  setFilter(filter) {
    set({ filter });
  },
  focusRow(rowWanted) {
    set({ rowWanted });
  },
  groupAimedAt: null,
  aimAtGroup(groupAimedAt) {
    if (get().groupAimedAt !== groupAimedAt) set({ groupAimedAt });
  },
});
