import { recallCopied } from '../state/clipboard-memory.ts';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { aimClipboard, currentTarget, pasteTarget } from './clipboard-aim.ts';
import type { Command } from './command.ts';
import { commandOf } from './commands.ts';
import { keysOfMenu, runCommand } from './menu-entries.ts';
import { pasteText } from './pasting.ts';

/** Opens the command palette. */
export const PALETTE_KEY = 'Mod+K';
/** Opens the sheet of keys. */
export const SHEET_KEY = '?';

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

/**
 * Whether a key is one of the clipboard's. They are not handled at the press: the browser then gives an event with its clipboard,
 * which it lets a page read and write at no other time without asking. That event acts on what the key was aimed at.
 */
function isClipboardPress(press: KeyPress): boolean {
  return ['Mod+C', 'Mod+X', 'Mod+V'].some((key) => isPressed(key, press));
}

/** Does what a key means for a thing: the keys are those of its menu. True when it meant something. */
export function pressFor(target: MenuTarget, press: KeyPress): boolean {
  if (isPressed('Mod+Shift+V', press)) {
    pasteText(recallCopied() ?? '', target, 'reference');
    return true;
  }
  if (isClipboardPress(press)) {
    aimClipboard(target);
    return false;
  }
  const command = keysOfMenu(target).find(({ shortcut }) => isPressed(shortcut, press))?.command;
  if (!command) return false;
  runCommand(command, target);
  return true;
}

/** Undo, redo, find, and deploy and run mean the same wherever the focus is, but in a field. True when it meant something. */
export function pressAnywhere(press: KeyPress): boolean {
  if (isPressed('Mod+Shift+V', press)) {
    pasteText(recallCopied() ?? '', pasteTarget(), 'reference');
    return true;
  }
  const command = anywhereCommand(press);
  if (!command) return false;
  const target = currentTarget('canvas') ?? (NEEDS_NO_TARGET.has(command.id) ? NOTHING : null);
  if (!target || !command.when(target, designer.getState())) return false;
  runCommand(command, target);
  return true;
}

/** What can be done where nothing is selected and no workflow is left, such as taking the deletion of the last one back. */
const NEEDS_NO_TARGET: ReadonlySet<string> = new Set(['undo', 'redo']);
const NOTHING: MenuTarget = { kind: 'workflow', id: '', place: 'canvas' };

const ANYWHERE = ['undo', 'redo', 'find-on-canvas', 'deploy-and-run'];

function anywhereCommand(press: KeyPress): Command | null {
  const means = ({ shortcut, also = [] }: Command) =>
    shortcut !== undefined && [shortcut, ...also].some((key) => isPressed(key, press));
  return ANYWHERE.map(commandOf).find(means) ?? null;
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

/** Whether an element stands in a dialog or a menu, which have keys of their own. A notification has none: keys go on from it. */
export function isInPopup(element: EventTarget | null): boolean {
  if (!(element instanceof Element) || element.closest('[data-toasts]')) return false;
  return element.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
