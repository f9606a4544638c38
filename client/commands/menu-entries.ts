import { createElement } from 'react';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { whyNotAllowed } from '../state/permission.ts';
import type { MenuEntry, MenuItem } from '../ui/menu-entry.ts';
import type { Command } from './command.ts';
import { commandOf } from './commands.ts';
import { deleteComponent } from './delete.ts';
import { LINE, menus } from './menus.ts';
import { whyNot } from './why-not.ts';

/** The rows of a target's actions menu as they are now; empty when it has none. */
export function menuEntries(target: MenuTarget): MenuEntry[] {
  const keys = new Map(keysOfMenu(target).map(({ command, shortcut }) => [command, shortcut]));
  const entries = (menus[target.kind][target.place] ?? []).flatMap((row, index): MenuEntry[] => {
    if (row === LINE) return [{ kind: 'separator', id: `line-${index}` }];
    if (typeof row === 'string') return itemsOf([row], target, keys);
    const items = itemsOf(row.commands, target, keys);
    return items.length === 0 ? [] : [{ kind: 'submenu', id: row.label, label: row.label, entries: items }];
  });
  return withoutLooseLines(entries);
}

/** The commands that a target's menu has just now, with their keys; **Delete** takes its key where there is no **Remove**. */
export function keysOfMenu(target: MenuTarget): { command: Command; shortcut: string }[] {
  const rows = menus[target.kind][target.place] ?? [];
  const ids = rows.flatMap((row) => (typeof row === 'string' ? [row] : row.commands)).filter((id) => id !== LINE);
  const commands = commandsOf(ids, target);
  const given = commands.flatMap((command) =>
    command.shortcut === undefined ? [] : [{ command, shortcut: command.shortcut }],
  );
  const deletes = commands.find(({ id }) => id === deleteComponent.id);
  const isFree = given.every(({ shortcut }) => shortcut !== DELETE_KEY);
  return deletes && isFree ? [...given, { command: deletes, shortcut: DELETE_KEY }] : given;
}

const DELETE_KEY = 'Delete';

function commandsOf(ids: readonly string[], target: MenuTarget): Command[] {
  const state = designer.getState();
  return ids.map(commandOf).filter((command) => command.when(target, state));
}

function itemsOf(ids: readonly string[], target: MenuTarget, keys: ReadonlyMap<Command, string>): MenuItem[] {
  return commandsOf(ids, target).map((command) => menuItem(command, target, keys.get(command)));
}

function menuItem(command: Command, target: MenuTarget, shortcut: string | undefined): MenuItem {
  return {
    kind: 'item',
    id: command.id,
    label: command.title,
    ...(command.icon ? { icon: createElement(command.icon, { size: 14, 'aria-hidden': true }) } : {}),
    shortcut,
    danger: command.danger ?? false,
    disabledReason: whyNot(command, target, designer.getState()),
    onSelect: () => runCommand(command, target),
  };
}

/** Does what a command does, unless it can't be done now; says so where one may not. */
export function runCommand(command: Command, target: MenuTarget): void {
  const state = designer.getState();
  if (!command.when(target, state)) return;
  const refusal = whyNotAllowed(state, command.needs);
  if (refusal !== null) state.notify({ tone: 'info', title: `${command.title} is not possible`, text: refusal });
  if (whyNot(command, target, state) !== null) return;
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
