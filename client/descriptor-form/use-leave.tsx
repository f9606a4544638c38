import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** What takes Escape for itself while it is open. */
const POPUPS = '[data-modal],[role="menu"],[role="listbox"]';

export interface Leave {
  /** Does `then` at once when nothing was changed; else asks first. */
  ask(then: () => void): void;
  /** The question, to be drawn by the screen. */
  readonly dialog: ReactNode;
}

/** The rule by which a screen is left: after a change, only when the person agrees to lose it. Escape leaves too. */
export function useLeave(dirty: boolean, leave: () => void): Leave {
  const [pending, setPending] = useState<(() => void) | null>(null);
  const ask = (then: () => void) => (dirty ? setPending(() => then) : then());
  const onEscape = useRef(() => ask(leave));
  onEscape.current = () => ask(leave);

  useEffect(() => listenForEscape(() => onEscape.current()), []);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [dirty]);

  const dialog = (
    <ConfirmDialog
      open={pending !== null}
      danger
      title="Discard changes?"
      description="What you changed on this screen since you opened it is lost."
      confirmLabel="Discard Changes"
      cancelLabel="Keep editing"
      onCancel={() => setPending(null)}
      onConfirm={() => {
        setPending(null);
        pending?.();
      }}
    />
  );
  return { ask, dialog };
}

/** Calls back on an Escape that nothing else on the page has used: a popup that was open, or a field. */
function listenForEscape(onEscape: () => void): () => void {
  let isFree = false;
  const before = (event: KeyboardEvent) => {
    if (event.key === 'Escape') isFree = document.querySelector(POPUPS) === null;
  };
  const after = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isFree && !event.defaultPrevented) onEscape();
  };
  document.addEventListener('keydown', before, { capture: true });
  document.addEventListener('keydown', after);
  return () => {
    document.removeEventListener('keydown', before, { capture: true });
    document.removeEventListener('keydown', after);
  };
}
