import { createElement } from 'react';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { MenuEntry, MenuItem } from '../ui/menu-entry.ts';
import type { Command } from './command.ts';
import { commandOf } from './commands.ts';
import { LINE, menus } from './menus.ts';

/** The rows of a target's actions menu as they are now; empty when it has none. */
export function menuEntries(target: MenuTarget): MenuEntry[] {
  const entries = (menus[target.kind][target.place] ?? []).flatMap((row, index): MenuEntry[] => {
    if (row === LINE) return [{ kind: 'separator', id: `line-${index}` }];
    if (typeof row === 'string') return itemsOf([row], target);
    const items = itemsOf(row.commands, target);
    return items.length === 0 ? [] : [{ kind: 'submenu', id: row.label, label: row.label, entries: items }];
  });
  return withoutLooseLines(entries);
}

function itemsOf(ids: readonly string[], target: MenuTarget): MenuItem[] {
  const state = designer.getState();
  return ids
    .map(commandOf)
    .filter((command) => command.when(target, state))
    .map((command) => menuItem(command, target));
}

function menuItem(command: Command, target: MenuTarget): MenuItem {
  return {
    kind: 'item',
    id: command.id,
    label: command.title,
    ...(command.icon ? { icon: createElement(command.icon, { size: 14, 'aria-hidden': true }) } : {}),
    shortcut: command.shortcut,
    danger: command.danger ?? false,
    disabledReason: command.whyNot?.(target, designer.getState()) ?? null,
    onSelect: () => runCommand(command, target),
  };
}

/** Does what a command does, unless it can't be done now. */
export function runCommand(command: Command, target: MenuTarget): void {
  const state = designer.getState();
  if (!command.when(target, state) || (command.whyNot?.(target, state) ?? null) !== null) return;
  void command.run(target, state);
}

/** Lines stand between items only: never first, last or beside one another. */
function withoutLooseLines(entries: readonly MenuEntry[]): MenuEntry[] {
  return entries.filter((entry, index) => {
    if (entry.kind !== 'separator') return true;
    const before = entries.slice(0, index).some((other) => other.kind !== 'separator');
    const next = entries[index + 1];
    return before && next !== undefined && next.kind !== 'separator';
  });
}
