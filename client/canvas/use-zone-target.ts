import type { KeyboardEvent, MouseEvent } from 'react';
import { pressFor } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { type DropZone, describeZone, isSameZone } from '../state/drop-zones.ts';
import type { MenuTarget } from '../state/menu-target.ts';

/** What makes an element a drop zone that can be selected: by a click, or by Tab and Enter. Pasting goes there; it has a menu. */
export function useZoneTarget(zone: DropZone) {
  const isSelected = useDesigner((state) => isSameZone(state.selectedZone, zone));
  const name = useDesigner(({ project }) => (project ? describeZone(zone, project) : ''));
  const target: MenuTarget = { kind: 'zone', zone, place: 'canvas' };
  return {
    role: 'button',
    tabIndex: 0,
    'aria-label': `Drop zone: ${name}`,
    'aria-pressed': isSelected,
    'data-selected': isSelected || undefined,
    'data-zone': '',
    onClick(event: MouseEvent) {
      event.stopPropagation();
      designer.getState().selectZone(zone);
    },
    onContextMenu(event: MouseEvent) {
      event.preventDefault();
      event.stopPropagation();
      designer.getState().selectZone(zone);
      designer.getState().openMenu(target, { x: event.clientX, y: event.clientY });
    },
    onKeyDown(event: KeyboardEvent) {
      const { selectZone, openMenu, select } = designer.getState();
      const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (isMenuKey && event.target instanceof Element) openMenu(target, event.target);
      else if ((event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) selectZone(zone);
      else if (event.key === 'Escape' && isSelected) select([]);
      else {
        // A clipboard key is no more than aimed here: what it does comes with the browser's own event.
        if (pressFor(target, event)) event.preventDefault();
        if (!event.key.startsWith('Arrow')) event.stopPropagation();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
  } as const;
}
