import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import styles from './Menu.module.css';
import { MenuPopup } from './MenuPopup.tsx';
import type { MenuEntries } from './menu-entry.ts';
import { overlays } from './overlays.ts';

export interface MenuProps {
  /** The accessible name of the menu. */
  label: string;
  /** The button that opens it: an element that takes a ref and props, e.g. `<IconButton … />`. */
  trigger: ReactElement<Record<string, unknown>>;
  entries: MenuEntries;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
}

/** A button that opens a menu. */
export function Menu({ label, trigger, entries, side = 'bottom', align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal container={overlays()}>
        <Base.Positioner className={styles.positioner} side={side} align={align} sideOffset={4}>
          <MenuPopup label={label} entries={entries} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
