import { Menu as Base } from '@base-ui/react/menu';
import { useMemo, useRef } from 'react';
import type { AnchoredMenuProps, MenuAnchor } from './AnchoredMenu.tsx';
import { KeysUntilFocus } from './KeysUntilFocus.tsx';
import styles from './Menu.module.css';
import { MenuPopup } from './MenuPopup.tsx';
import type { MenuEntry } from './menu-entry.ts';
import { overlays } from './overlays.ts';

/** What {@link AnchoredMenu} draws. */
export default function MenuAtAnchor({
  label,
  anchor,
  onClose,
  entries,
  side = 'bottom',
  align = 'start',
}: AnchoredMenuProps) {
  // What was shown stays while the menu fades away.
  const shown = useRef<{ label: string; entries: readonly MenuEntry[] }>({ label, entries: [] });
  if (anchor !== null) shown.current = { label, entries: typeof entries === 'function' ? entries() : entries };
  const target = useMemo(() => anchor && positionAnchor(anchor), [anchor]);
  return (
    <Base.Root open={anchor !== null} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal container={overlays()}>
        <Base.Positioner className={styles.positioner} anchor={target} side={side} align={align} sideOffset={2}>
          {anchor !== null && <KeysUntilFocus onEscape={onClose} />}
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
