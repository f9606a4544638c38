import styles from './Keys.module.css';

const mac = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '');
const ARROWS = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
const SYMBOLS: Readonly<Record<string, string>> = mac
  ? { ...ARROWS, Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Delete: '⌫', Escape: 'Esc' }
  : { ...ARROWS, Mod: 'Ctrl', Escape: 'Esc' };

/** A shortcut as people read it: `Mod+Enter` is `Ctrl Enter`, or `⌘ ↩` on a Mac. */
export function keysOf(shortcut: string): string[] {
  return shortcut.split('+').map((key) => SYMBOLS[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** Draws a shortcut written as `Mod+Shift+Z`. `plain`: no boxes, and for the eye alone, as in a menu. */
export function Keys({ shortcut, plain = false }: { shortcut: string; plain?: boolean }) {
  return (
    <kbd className={plain ? styles.plain : styles.keys} aria-hidden={plain || undefined}>
      {keysOf(shortcut).map((key) => (
        <span key={key} className={plain ? undefined : styles.key}>
          {key}
        </span>
      ))}
    </kbd>
  );
}
