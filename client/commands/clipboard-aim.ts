import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { Place } from '../state/selected.ts';

let aimed: MenuTarget | null = null;

/** Says on what the clipboard key that is being pressed was pressed, for the browser's clipboard event that follows it. */
export function aimClipboard(target: MenuTarget | null): void {
  aimed = target;
}

/** What cutting and copying act on. */
export function copyTarget(): MenuTarget | null {
  return aimed ?? currentTarget('canvas');
}

/** What pasting acts on: the drop zone that is selected, when nothing else is. */
export function pasteTarget(): MenuTarget | null {
  const { selection, selectedZone } = designer.getState();
  if (aimed) return aimed;
  return selectedZone && selection.length === 0
    ? { kind: 'zone', zone: selectedZone, place: 'canvas' }
    : currentTarget('canvas');
}

/** What keys act on: the thing selected last, else the workflow shown. */
export function currentTarget(place: Place): MenuTarget | null {
  const { selection, workflowId } = designer.getState();
  const last = selection.at(-1);
  if (last) return { ...last, place };
  return workflowId === null ? null : { kind: 'workflow', id: workflowId, place };
}
