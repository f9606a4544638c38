import { type ReactNode, Suspense, useEffect } from 'react';
import { keepKeys } from './keep-keys.ts';

interface LoadedOverlayProps {
  /** Whether it is asked for. */
  open: boolean;
  /** Escape was pressed before it came; null when it can't be left. */
  onEscape: (() => void) | null;
  children: ReactNode;
}

/** A dialog or a menu that may have to be loaded first: until it is there, keys are meant for it, not for the page. */
export function LoadedOverlay({ open, onEscape, children }: LoadedOverlayProps) {
  return <Suspense fallback={open && <KeysKept onEscape={onEscape} />}>{children}</Suspense>;
}

function KeysKept({ onEscape }: Pick<LoadedOverlayProps, 'onEscape'>) {
  useEffect(() => keepKeys(onEscape, () => false), [onEscape]);
  return null;
}
