import { Menu as Base } from '@base-ui/react/menu';
import { useMemo, useRef } from 'react';
import styles from './Menu.module.css';
import { MenuPopup } from './MenuPopup.tsx';
import type { MenuEntries, MenuEntry } from './menu-entry.ts';
import { overlays } from './overlays.ts';

/** Where a menu opens: at a point of the window (a right click) or at an element (a ⋯ button, Shift+F10). */
export type MenuAnchor = { x: number; y: number } | Element;

export interface AnchoredMenuProps {
  label: string;
  /** Null while it is closed. */
  anchor: MenuAnchor | null;
  onClose: () => void;
  entries: MenuEntries;
}

/** A menu that is opened by code, so that a thousand rows share one. The focus goes back to where it was. */
export function AnchoredMenu({ label, anchor, onClose, entries }: AnchoredMenuProps) {
  // What was shown stays while the menu fades away.
  const shown = useRef<{ label: string; entries: readonly MenuEntry[] }>({ label, entries: [] });
  if (anchor !== null) shown.current = { label, entries: typeof entries === 'function' ? entries() : entries };
  const target = useMemo(() => anchor && positionAnchor(anchor), [anchor]);
  return (
    <Base.Root open={anchor !== null} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal container={overlays()}>
        <Base.Positioner className={styles.positioner} anchor={target} side="bottom" align="start" sideOffset={2}>
          <MenuPopup label={shown.current.label} entries={shown.current.entries} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function positionAnchor(anchor: MenuAnchor) {
  if (anchor instanceof Element) return anchor;
  return { getBoundingClientRect: () => DOMRect.fromRect({ x: anchor.x, y: anchor.y, width: 0, height: 0 }) };
}
