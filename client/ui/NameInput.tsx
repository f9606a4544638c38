import { useEffect, useRef, useState } from 'react';
import { classes } from './classes.ts';
import styles from './NameInput.module.css';

export interface NameInputProps {
  /** The accessible name, e.g. "Name of the operation". */
  label: string;
  value: string;
  /** What is wrong with a name as a sentence, or null. */
  problem: (name: string) => string | null;
  /** Called with a name that is fine and is not the old one. */
  onCommit: (name: string) => void;
  /** Called when the editing has ended, either way. */
  onEnd: () => void;
  /** What has the focus when a key has ended the editing. Absent: the nearest that takes it. */
  home?: () => HTMLElement | null;
  className?: string | undefined;
}

/** Edits a name where it stands: Enter or leaving keeps it, Escape does not. A wrong name is told and not kept. */
export function NameInput({ label, value, problem, onCommit, onEnd, home, className }: NameInputProps) {
  const [name, setName] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  const comeHome = useRef<(() => void) | null>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
    return () => comeHome.current?.();
  }, []);
  const wrong = name === value ? null : problem(name);
  const end = (keep: boolean, byKey: boolean) => {
    if (ended.current) return;
    ended.current = true;
    if (byKey) comeHome.current = keepFocusNear(input.current, home);
    if (keep && name !== value && !wrong) onCommit(name);
    onEnd();
  };
  return (
    <span className={classes(styles.wrap, className)}>
      <input
        ref={input}
        className={styles.input}
        aria-label={label}
        aria-invalid={wrong ? true : undefined}
        aria-description={wrong ?? undefined}
        value={name}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        onBlur={() => end(true, false)}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation();
          // The key is for the letters that are being put together, as for Japanese.
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !wrong) end(true, true);
          if (event.key === 'Escape') end(false, true);
        }}
      />
      {wrong && (
        <span className={styles.problem} role="alert">
          {wrong}
        </span>
      )}
    </span>
  );
}

/**
 * When the input goes away, the focus goes to what it stood in: else it would be lost, and with it one's place. Gives what is to be
 * called as soon as it is gone; it goes there once more when all that follows from the name is drawn.
 */
function keepFocusNear(input: HTMLElement | null, home: NameInputProps['home']): () => void {
  const around: HTMLElement[] = [];
  for (let parent = input?.parentElement; parent && parent !== document.body; parent = parent.parentElement)
    around.push(parent);
  const nearest = () => {
    const near = around.find((element) => element.isConnected);
    const inside = near?.matches('[tabindex]') ? near : near?.querySelector<HTMLElement>('button');
    return inside ?? near?.closest<HTMLElement>('[tabindex]');
  };
  const takeFocus = () => {
    if (document.activeElement === document.body) (home?.() ?? nearest())?.focus({ preventScroll: true });
  };
  requestAnimationFrame(takeFocus);
  return takeFocus;
}
