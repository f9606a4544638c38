import { menuEntries } from '../commands/menu-entries.ts';
import type { Category, MenuTarget } from '../state/menu-target.ts';
import type { Place, Selected, SelectedKind } from '../state/selected.ts';
import type { TreeNode } from '../ui/tree-rows.ts';

/** A row of the project pane's trees. */
export interface PaneNode extends TreeNode {
  /** `hint`: not a thing, but a sentence where nothing is yet. */
  kind: SelectedKind | 'connector' | 'category' | 'group' | 'global' | 'hint';
  /** What the row stands for; null for headings, custom groups, global variables and hints. */
  item: Selected | null;
  children: readonly PaneNode[];
  /** Before the name: `1.0`. */
  number?: string;
  /** After the name of a category or a group: how many components it holds. */
  count?: number;
  /** The connector whose icon the row has. */
  connector?: string;
  /** For steps and activities: does data leave the endpoint, or enter it? */
  direction?: 'source' | 'target';
  /** For steps: the activity that it refers to. */
  componentId?: string;
  /** A connection without activities. */
  isGrey?: boolean;
  /** For categories: which one. */
  category?: Category;
  /** For what stands in a custom group: which one. The same component stands elsewhere in the tree too. */
  groupId?: string;
}

/** The id of the thing that a row stands for: a component in a custom group has the same as in its category. */
export function thingId({ item, id }: PaneNode): string {
  return item?.id ?? id;
}

/** What a row's actions menu is of; null for a row that can't have one. */
export function targetOf(node: PaneNode, place: Place): MenuTarget | null {
  if (node.item)
    return node.groupId === undefined ? { ...node.item, place } : { ...node.item, place, groupId: node.groupId };
  if (node.kind === 'group') return { kind: 'group', id: node.id, place };
  if (node.kind === 'global') return { kind: 'global', id: node.name, place };
  return node.category ? { kind: 'category', id: node.category, place } : null;
}

/** The same, but null when there is nothing in the menu just now. */
export function menuOf(node: PaneNode, place: Place): MenuTarget | null {
  const target = targetOf(node, place);
  return target && menuEntries(target).length > 0 ? target : null;
}
