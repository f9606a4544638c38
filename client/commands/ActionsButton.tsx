import { Ellipsis } from 'lucide-react';
import { designer, useDesigner } from '../state/designer.ts';
import { isSameZone } from '../state/drop-zones.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';
import { IconButton } from '../ui/IconButton.tsx';

export interface ActionsButtonProps {
  target: MenuTarget;
  /** The name of the thing, for the button's accessible name `Actions of …`. */
  name: string;
  tabIndex?: number;
  className?: string;
}

/** The ⋯ button of a thing: opens its actions menu. */
export function ActionsButton({ target, name, tabIndex, className }: ActionsButtonProps) {
  const isOpen = useDesigner(
    ({ menu }) => menu !== null && menu.anchor instanceof Element && isSame(menu.target, target),
  );
  return (
    <IconButton
      label={`Actions of ${name}`}
      icon={<Ellipsis size={16} aria-hidden="true" />}
      size="small"
      aria-haspopup="menu"
      aria-expanded={isOpen}
      tabIndex={tabIndex}
      className={className}
      onClick={(event) => {
        event.stopPropagation();
        designer.getState().openMenu(target, event.currentTarget);
      }}
    />
  );
}

function isSame(a: MenuTarget, b: MenuTarget): boolean {
  if (a.place !== b.place) return false;
  if (a.kind === 'activity-type')
    return b.kind === 'activity-type' && a.type === b.type && a.connectionId === b.connectionId;
  if (a.kind === 'zone' || b.kind === 'zone')
    return a.kind === 'zone' && b.kind === 'zone' && isSameZone(a.zone, b.zone);
  if (a.kind !== b.kind || a.id !== b.id) return false;
  return !isItem(a) || !isItem(b) || a.groupId === b.groupId;
}
