import { designer, useDesigner } from '../state/designer.ts';
import { nameOf } from '../state/item-name.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { AnchoredMenu } from '../ui/AnchoredMenu.tsx';
import { menuEntries } from './menu-entries.ts';

/** The open actions menu, when there is one: opened by a right click, a ⋯ button or Shift+F10 through `openMenu`. */
export function ActionsMenu() {
  const menu = useDesigner((state) => state.menu);
  const close = useDesigner((state) => state.closeMenu);
  return (
    <AnchoredMenu
      label={menu ? actionsLabel(menu.target) : 'Actions'}
      anchor={menu?.anchor ?? null}
      onClose={close}
      entries={() => (menu ? menuEntries(menu.target) : [])}
    />
  );
}

/** The accessible name of a thing's actions menu, and of the ⋯ button that opens it: `Actions of Copy invoices`. */
export function actionsLabel(target: MenuTarget): string {
  const { project } = designer.getState();
  if (!project) return 'Actions';
  const name = target.kind === 'activity-type' ? target.type : nameOf(target, project);
  return name === null ? 'Actions' : `Actions of ${name}`;
}
