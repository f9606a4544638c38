import type { Project } from '../../shared/project/project.ts';
import { menuEntries } from '../commands/menu-entries.ts';
import { menus } from '../commands/menus.ts';
import type { Designer } from '../state/designer.ts';
import { nameOf } from '../state/item-name.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { Place, Selected } from '../state/selected.ts';
import type { MenuEntry } from '../ui/menu-entry.ts';
import type { PaletteEntry } from './palette-entry.ts';

/** What can be done with what is selected and with the workflow shown: exactly what their actions menus offer. */
export function commandEntries(state: Designer): PaletteEntry[] {
  const { project } = state;
  if (!project) return [];
  const entries = targetsOf(state).flatMap((target) => entriesOf(target, project));
  return entries.filter(({ id }, index) => entries.findIndex((other) => other.id === id) === index);
}

/** The thing selected last, then the workflow that shows. Each at all places at which it has a menu, the canvas first. */
function targetsOf({ selection, workflowId }: Designer): (Selected & { place: Place })[] {
  const last = selection.at(-1);
  const items: Selected[] = [
    ...(last ? [last] : []),
    ...(workflowId ? [{ kind: 'workflow' as const, id: workflowId }] : []),
  ];
  return items.flatMap(({ kind, id }) => placesOf(kind).map((place) => ({ kind, id, place })));
}

const PREFERRED: Place = 'canvas';

function placesOf(kind: Selected['kind']): Place[] {
  const places = Object.keys(menus[kind]).filter((place): place is Place => place in menus[kind]);
  return places.sort((a, b) => Number(b === PREFERRED) - Number(a === PREFERRED));
}

function entriesOf(target: MenuTarget & Selected, project: Project): PaletteEntry[] {
  const name = nameOf(target, project);
  return flat(menuEntries(target)).map(({ item, under }) => ({
    id: `${target.kind}:${item.id}`,
    title: under === null || item.label.startsWith(under) ? item.label : `${under}: ${item.label}`,
    // What stands in the canvas header concerns all of the project.
    detail: target.place === 'header' ? null : name,
    icon: item.icon,
    shortcut: item.shortcut ?? null,
    disabledReason: item.disabledReason ?? null,
    run: item.onSelect,
  }));
}

/** The items of a menu and of the menus in it. */
function flat(entries: readonly MenuEntry[], under: string | null = null) {
  return entries.flatMap((entry): { item: Extract<MenuEntry, { kind: 'item' }>; under: string | null }[] => {
    if (entry.kind === 'item') return [{ item: entry, under }];
    return entry.kind === 'submenu' ? flat(entry.entries, entry.label) : [];
  });
}
