import { pressFor } from '../commands/shortcuts.ts';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';

const ENTER = { key: 'Enter', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

/** What Enter and a double click on an operation do: what its menu has for Enter; while that is nothing, it opens or closes. */
export function openOperation(operationId: string): void {
  const target: MenuTarget = { kind: 'operation', id: operationId, place: 'canvas' };
  if (!pressFor(target, ENTER)) designer.getState().toggleCollapsed(operationId);
}
