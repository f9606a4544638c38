import { isVisible } from '../../shared/checks/fields.ts';
import type { Field } from '../../shared/connector.ts';
import type { Settings } from '../../shared/project/settings.ts';

/** A field with those that are nested under it, as they are drawn. */
export interface FieldTree {
  field: Field;
  nested: FieldTree[];
}

/**
 * The visible fields of a section as a tree: a field stands after its siblings in the descriptor's order, and inside the one
 * that it names in `under`, when that one is visible in the same section.
 * @param all every field of the screen, since a condition may look beyond the section.
 */
export function visibleTree(fields: readonly Field[], settings: Settings, all: readonly Field[]): FieldTree[] {
  const visible = fields.filter((field) => isVisible(field, settings, all));
  const names = new Set(visible.map((field) => field.name));
  const nestedIn = (parent: string): FieldTree[] =>
    visible.filter((field) => field.under === parent).map((field) => ({ field, nested: nestedIn(field.name) }));
  return visible
    .filter((field) => field.under === undefined || !names.has(field.under))
    .map((field) => ({ field, nested: nestedIn(field.name) }));
}
