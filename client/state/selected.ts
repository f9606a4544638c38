import type { Id } from '../../shared/project/id.ts';

/** The kinds of things that can be selected. */
export type SelectedKind = 'operation' | 'step' | 'workflow' | 'connection' | 'activity';

/** One selected thing. */
export interface Selected {
  kind: SelectedKind;
  id: Id;
}

/** Where a thing is shown: decides which menu it has, and where its name is edited. */
export type Place = 'canvas' | 'workflows' | 'components' | 'palette';

/** The thing whose name is being edited, and where. */
export interface Renaming extends Selected {
  place: Place;
}

export function isSame(a: Selected, b: Selected): boolean {
  return a.kind === b.kind && a.id === b.id;
}

export function isSelected(selection: readonly Selected[], kind: SelectedKind, id: Id): boolean {
  return selection.some((item) => item.kind === kind && item.id === id);
}
