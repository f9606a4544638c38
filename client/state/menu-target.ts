import type { Id } from '../../shared/project/id.ts';
import type { DropZone } from './drop-zones.ts';
import type { Place, Selected } from './selected.ts';

/** The categories of the **Components** tab, in their order. Those whose kinds do not exist yet do not show. */
export const CATEGORIES = [
  'groups',
  'schemas',
  'endpoints',
  'operations',
  'scripts',
  'transformations',
  'variables',
  'global-variables',
  'emails',
  'schedules',
] as const;
export type Category = (typeof CATEGORIES)[number];
export const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  groups: 'Custom groups',
  schemas: 'Schemas',
  endpoints: 'Endpoints',
  operations: 'Operations',
  scripts: 'Scripts',
  transformations: 'Transformations',
  variables: 'Project variables',
  'global-variables': 'Global variables',
  emails: 'E-mails',
  schedules: 'Schedules',
};

/** What an actions menu is of, and where it was opened. */
export type MenuTarget =
  /** `groupId`: the row stands in a custom group. */
  | (Selected & { place: Place; groupId?: Id })
  | { kind: 'activity-type'; connectionId: Id; type: string; place: Place }
  | { kind: 'group'; id: Id; place: Place }
  /** A global variable, by its name. */
  | { kind: 'global'; id: string; place: Place }
  | { kind: 'category'; id: Category; place: Place }
  | { kind: 'zone'; zone: DropZone; place: 'canvas' };

export type ItemTarget = Extract<MenuTarget, Selected>;

const NO_ITEMS: ReadonlySet<MenuTarget['kind']> = new Set(['activity-type', 'group', 'global', 'category', 'zone']);

/** Whether a target is a thing that can be selected: not a type, a custom group, a global variable, a category or a drop zone. */
export function isItem(target: MenuTarget): target is ItemTarget {
  return !NO_ITEMS.has(target.kind);
}
