import { type ReactNode, Suspense, useEffect } from 'react';

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
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // The browser keeps its own keys: whoever waits too long reloads the page.
      if (event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') onEscape?.();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [onEscape]);
  return null;
}
