import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import { findMatches, firstMatch } from './find-matches.ts';
import { nameOf } from './item-name.ts';
import { isSame, type Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

/** A search on the canvas. */
export interface Find {
  query: string;
  /** What has been found, in reading order. */
  matches: readonly Selected[];
  /** The same as ids, for what is drawn highlighted. */
  ids: ReadonlySet<Id>;
  /** The match gone to last; -1 when there is none. */
  at: number;
}

export interface FindSlice {
  find: Find | null;
  /** Counts up whenever the search field should have the focus. */
  findAsked: number;
  openFind(): void;
  closeFind(): void;
  /** Searches for a text and goes to the first match. */
  findText(query: string): void;
  /** Goes to the next match, or the one before; from the last to the first and back. */
  findNext(by: 1 | -1): void;
  /** Searches anew after the project has changed; goes nowhere. */
  findAgain(): void;
}

const EMPTY: Find = { query: '', matches: [], ids: new Set(), at: -1 };

export const createFindSlice: SliceCreator<FindSlice> = (set, get) => {
  const goTo = (at: number) => {
    const { find, project } = get();
    const match = find?.matches[at];
    if (!find || !match || !project) return;
    set({ find: { ...find, at } });
    const holder = match.kind === 'step' ? findStep(project, match.id)?.operation.id : undefined;
    if (holder && get().collapsed[holder]) get().toggleCollapsed(holder);
    get().select([match], { reveal: true });
    get().announce(`${nameOf(match, project)}, ${at + 1} of ${find.matches.length}`);
  };

  return {
    find: null,
    findAsked: 0,
    openFind() {
      set({ find: get().find ?? EMPTY, findAsked: get().findAsked + 1 });
    },
    closeFind() {
      set({ find: null });
    },
    findText(query) {
      const { project, workflowId } = get();
      if (!project) return;
      const matches = findMatches(project, query);
      set({ find: { query, matches, ids: new Set(matches.map((match) => match.id)), at: -1 } });
      if (matches.length > 0) goTo(firstMatch(project, matches, workflowId));
      else if (query.trim() !== '') get().announce('No match');
    },
    findNext(by) {
      const { matches, at } = get().find ?? EMPTY;
      const count = matches.length;
      // From nowhere, as after the match has been deleted, back leads to the last one.
      if (count > 0) goTo(((at < 0 && by < 0 ? 0 : at) + by + count) % count);
    },
    findAgain() {
      const { find, project } = get();
      if (!find || !project) return;
      const matches = findMatches(project, find.query);
      const current = find.matches[find.at];
      const at = current ? matches.findIndex((match) => isSame(match, current)) : -1;
      set({ find: { ...find, matches, ids: new Set(matches.map((match) => match.id)), at } });
    },
  };
};
