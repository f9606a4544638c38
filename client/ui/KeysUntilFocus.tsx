import { useEffectEvent, useLayoutEffect } from 'react';
import { keepKeys } from './keep-keys.ts';
import { overlays } from './overlays.ts';

interface KeysUntilFocusProps {
  /** Escape was pressed before the focus came; null when it can't be left. */
  onEscape: (() => void) | null;
}

/** A dialog or a menu takes the focus a frame after it is drawn: keys of that frame are not for the page either. */
export function KeysUntilFocus({ onEscape }: KeysUntilFocusProps) {
  const leave = useEffectEvent(() => onEscape?.());
  useLayoutEffect(() => {
    const hasFocus = () => overlays().contains(document.activeElement);
    const end = keepKeys(leave, hasFocus);
    const endWithFocus = () => hasFocus() && end();
    addEventListener('focusin', endWithFocus);
    return () => {
      removeEventListener('focusin', endWithFocus);
      end();
    };
  }, []);
  return null;
}
