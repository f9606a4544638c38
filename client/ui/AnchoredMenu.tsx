import { LoadedOverlay } from './LoadedOverlay.tsx';
import { lazyPart } from './lazy-part.ts';
import type { MenuEntries } from './menu-entry.ts';
import { useOnceTrue } from './use-once-true.ts';

const MenuAtAnchor = lazyPart(() => import('./MenuAtAnchor.tsx'));

/** Where a menu opens: at a point of the window (a right click) or at an element (a ⋯ button, Shift+F10). */
export type MenuAnchor = { x: number; y: number } | Element;

export interface AnchoredMenuProps {
  label: string;
  /** Null while it is closed. */
  anchor: MenuAnchor | null;
  onClose: () => void;
  entries: MenuEntries;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
}

/** A menu that is opened by code, so that a thousand rows share one. The focus goes back to where it was. */
export function AnchoredMenu(props: AnchoredMenuProps) {
  if (!useOnceTrue(props.anchor !== null)) return null;
  return (
    <LoadedOverlay open={props.anchor !== null} onEscape={props.onClose}>
      <MenuAtAnchor {...props} />
    </LoadedOverlay>
  );
}
