import type { Id } from '../../shared/project/id.ts';

/** The kinds of things that can be selected. */
export type SelectedKind =
  | 'operation'
  | 'step'
  | 'workflow'
  | 'connection'
  | 'activity'
  | 'variable'
  | 'email'
  | 'schedule';

/** One selected thing. */
export interface Selected {
  kind: SelectedKind;
  id: Id;
}

/** One thing that has a name people can change: what can be selected, and custom groups. */
export type Named = Selected | { kind: 'group'; id: Id };

/** A global variable: it is nothing of the document, and its name is its id. */
export interface GlobalName {
  kind: 'global';
  id: string;
}

/** Where a thing is shown: decides which menu it has, and where its name is edited. */
export type Place = 'canvas' | 'header' | 'workflows' | 'components' | 'palette';

/** The thing whose name is being edited, and where. */
export type Renaming = Named & {
  place: Place;
  /** The custom group in which the row stands, when it stands in one. */
  groupId?: Id | undefined;
};

export function isSame(a: Selected, b: Selected): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** The things, each once: where it came last. */
export function onceEach(items: readonly Selected[]): readonly Selected[] {
  const found = new Map<string, Selected>();
  for (const item of items) {
    const key = `${item.kind} ${item.id}`;
    found.delete(key);
    found.set(key, item);
  }
  return found.size === items.length ? items : [...found.values()];
}

export function isSelected(selection: readonly Selected[], kind: SelectedKind, id: Id): boolean {
  return selection.some((item) => item.kind === kind && item.id === id);
}
