import type { Descriptor } from '../../shared/connector.ts';
import type { Project } from '../../shared/project/project.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { describeZone } from '../state/drop-zones.ts';
import { nameOf, nameOfItem } from '../state/item-name.ts';
import { CATEGORY_NAMES, type MenuTarget } from '../state/menu-target.ts';
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
  const { project, descriptors } = designer.getState();
  if (!project) return 'Actions';
  const name = nameOfTarget(target, project, descriptors);
  return name === null ? 'Actions' : `Actions of ${name}`;
}

function nameOfTarget(target: MenuTarget, project: Project, descriptors: readonly Descriptor[]): string | null {
  if (target.kind === 'activity-type') return nameOfItem(target, project, descriptors);
  if (target.kind === 'zone') return describeZone(target.zone, project);
  return target.kind === 'category' ? CATEGORY_NAMES[target.id] : nameOf(target, project);
}
