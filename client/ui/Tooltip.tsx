import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Keys } from './Keys.tsx';
import { overlays } from './overlays.ts';
import styles from './Tooltip.module.css';

export interface TooltipProps {
  text: ReactNode;
  shortcut?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** The element it explains. It must take a ref and props. */
  children: ReactElement<Record<string, unknown>>;
}

/** A short text that shows on hover and on keyboard focus. It never holds what is nowhere else. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={450} />
      <Base.Portal container={overlays()}>
        <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {text}
            {shortcut && <Keys shortcut={shortcut} plain />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Stands around the app, so that a second tooltip opens without a delay. */
export const TooltipProvider = Base.Provider;
