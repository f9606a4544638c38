import { cloneElement, type KeyboardEvent, type MouseEvent, type ReactElement, useState } from 'react';
import { AnchoredMenu } from './AnchoredMenu.tsx';
import type { MenuEntries } from './menu-entry.ts';

export interface MenuProps {
  /** The accessible name of the menu. */
  label: string;
  /** The button that opens it, e.g. `<IconButton … />`; its own `onKeyDown` is kept. */
  trigger: ReactElement<TriggerProps>;
  entries: MenuEntries;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
}

interface TriggerProps {
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
  'data-popup-open'?: '';
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void;
}

/** A button that opens a menu: a click, Enter, Space or the down arrow. */
export function Menu({ label, trigger, entries, side, align }: MenuProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  return (
    <>
      {cloneElement(trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': anchor !== null,
        ...(anchor ? { 'data-popup-open': '' } : {}),
        onClick: (event) => setAnchor(event.currentTarget),
        onKeyDown: (event) => {
          trigger.props.onKeyDown?.(event);
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setAnchor(event.currentTarget);
        },
      })}
      <AnchoredMenu
        label={label}
        anchor={anchor}
        onClose={() => setAnchor(null)}
        entries={entries}
        {...(side ? { side } : {})}
        {...(align ? { align } : {})}
      />
    </>
  );
}
