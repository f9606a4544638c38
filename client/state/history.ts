import { conflicts } from '../../shared/edits/conflicts.ts';
import type { Edit } from '../../shared/edits/edit.ts';

/** One change that can be taken back (in `past`) or done again (in `future`). */
export interface HistoryEntry {
  readonly label: string;
  /** The id of the edit that brought the document to where this entry applies. */
  readonly envelopeId: string;
  /** The edit that takes the change back, or does it again. */
  readonly edit: Edit;
  /** Somebody else has changed the same thing since, so that doing this would undo their work. */
  readonly stale: boolean;
}

export interface History {
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

export const NO_HISTORY: History = { past: [], future: [] };

/** How many changes can be taken back. */
const DEPTH = 2000;

/** After a new change: it can be taken back, and what was taken back before can't be done again. */
export function recorded(history: History, entry: HistoryEntry): History {
  return { past: [...history.past.slice(-(DEPTH - 1)), entry], future: [] };
}

/** After taking back the last change; `redo` does it again. */
export function undone(history: History, redo: HistoryEntry): History {
  return { past: history.past.slice(0, -1), future: [...history.future, redo] };
}

/** After doing a change again; `undo` takes it back. */
export function redone(history: History, undo: HistoryEntry): History {
  return { past: [...history.past, undo], future: history.future.slice(0, -1) };
}

/** Marks what would undo somebody else's work. */
export function afterRemote(history: History, remote: readonly Edit[]): History {
  if (remote.length === 0) return history;
  const mark = (entry: HistoryEntry): HistoryEntry =>
    !entry.stale && remote.some((edit) => conflicts(entry.edit, edit)) ? { ...entry, stale: true } : entry;
  return { past: history.past.map(mark), future: history.future.map(mark) };
}

/** Without the changes that were refused: they never happened. */
export function afterRefusal(history: History, ids: ReadonlySet<string>): History {
  if (ids.size === 0) return history;
  const keep = (entry: HistoryEntry) => !ids.has(entry.envelopeId);
  return { past: history.past.filter(keep), future: history.future.filter(keep) };
}
