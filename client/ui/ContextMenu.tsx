import { ContextMenu as Base } from '@base-ui/react/context-menu';
import type { ReactElement, ReactNode } from 'react';
import styles from './Menu.module.css';
import { MenuPopup } from './MenuPopup.tsx';
import type { MenuEntries } from './menu-entry.ts';
import { overlays } from './overlays.ts';

export interface ContextMenuProps {
  label: string;
  entries: MenuEntries;
  /** The element that is the area; a `div` around the children by default. */
  render?: ReactElement<Record<string, unknown>>;
  children?: ReactNode;
}

/** An area with a menu on right click or long press. */
export function ContextMenu({ label, entries, render, children }: ContextMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger {...(render ? { render } : {})}>{children}</Base.Trigger>
      <Base.Portal container={overlays()}>
        <Base.Positioner className={styles.positioner}>
          <MenuPopup label={label} entries={entries} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
