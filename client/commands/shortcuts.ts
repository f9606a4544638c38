import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { Place } from '../state/selected.ts';
import type { Command } from './command.ts';
import { commandOf } from './commands.ts';
import { runCommand } from './menu-entries.ts';
import { menus } from './menus.ts';

/** The part of a keyboard event that decides which shortcut it is. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Whether a key press is a shortcut, written as `Mod+Shift+Z`. */
export function isPressed(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  return (
    sameKey(key, press.key) &&
    parts.includes('Mod') === (press.ctrlKey || press.metaKey) &&
    parts.includes('Shift') === press.shiftKey &&
    parts.includes('Alt') === press.altKey
  );
}

function sameKey(key: string, pressed: string): boolean {
  if (key === 'Delete' && pressed === 'Backspace') return true;
  return key.toLowerCase() === pressed.toLowerCase();
}

/** Does what a key means for a thing: the keys are those of its menu. True when it meant something. */
export function pressFor(target: MenuTarget, press: KeyPress): boolean {
  const rows = menus[target.kind][target.place] ?? [];
  const ids = rows.flatMap((row) => (typeof row === 'string' ? [row] : row.commands)).filter((id) => id !== '-');
  const command = ids.map(commandOf).find((one) => one.shortcut !== undefined && isPressed(one.shortcut, press));
  if (!command) return false;
  runCommand(command, target);
  return true;
}

/** Undo, redo, and deploy and run mean the same wherever the focus is, but in a field. True when it meant something. */
export function pressAnywhere(press: KeyPress): boolean {
  const command = anywhereCommand(press);
  if (!command) return false;
  const target = currentTarget('canvas');
  if (target) runCommand(command, target);
  return true;
}

function anywhereCommand(press: KeyPress): Command | null {
  if (isPressed('Mod+Z', press)) return commandOf('undo');
  if (isPressed('Mod+Shift+Z', press) || isPressed('Mod+Y', press)) return commandOf('redo');
  return isPressed('Mod+Enter', press) ? commandOf('deploy-and-run') : null;
}

/** What keys act on: the thing selected last, else the workflow shown. */
export function currentTarget(place: Place): MenuTarget | null {
  const { selection, workflowId } = designer.getState();
  const last = selection.at(-1);
  if (last) return { ...last, place };
  return workflowId === null ? null : { kind: 'workflow', id: workflowId, place };
}

/** Whether typing goes into the element, so that keys there are no shortcuts. */
export function takesText(element: EventTarget | null): boolean {
  return (
    element instanceof HTMLElement &&
    (element.isContentEditable ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement ||
      (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type)))
  );
}
