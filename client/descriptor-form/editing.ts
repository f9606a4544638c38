import { same } from './same.ts';

/** A draft beside what it started from, so that both own changes and changes by others can be told. */
export interface Editing<D> {
  /** What is stored, as this screen last took notice of it; null when it was not stored. */
  readonly base: D | null;
  /** What the draft started from: equals `base`, but for something new, which starts from its defaults. */
  readonly start: D;
  readonly draft: D;
}

/** What others have done to the thing on the screen, as far as the person has to decide about it. */
export type RemoteChange = 'none' | 'changed' | 'deleted';

/** Starts editing what is stored, or something new that starts as `fresh`. */
export function startEditing<D>(stored: D | null, fresh: D): Editing<D> {
  const start = stored ?? fresh;
  return { base: stored, start, draft: start };
}

export function isDirty<D>(editing: Editing<D>): boolean {
  return !same(editing.draft, editing.start);
}

export function remoteChange<D>(editing: Editing<D>, stored: D | null): RemoteChange {
  if (stored === null) return editing.base === null ? 'none' : 'deleted';
  return editing.base !== null && same(editing.base, stored) ? 'none' : 'changed';
}

/**
 * The editing after a look at what is stored now: an untouched screen follows; a touched one keeps every value that was
 * typed, and `remoteChange` tells that somebody has to decide. Returns the same object when nothing follows.
 */
export function follow<D>(editing: Editing<D>, stored: D | null): Editing<D> {
  if (stored === null || isDirty(editing) || remoteChange(editing, stored) === 'none') return editing;
  return { base: stored, start: stored, draft: stored };
}

/** Decides for what the others have stored. */
export function takeTheirs<D>(stored: D): Editing<D> {
  return { base: stored, start: stored, draft: stored };
}

/** Decides for what is on the screen: saving will replace what is stored. */
export function keepMine<D>(editing: Editing<D>, stored: D | null): Editing<D> {
  return stored === null ? { ...editing, base: null } : { base: stored, start: stored, draft: editing.draft };
}
