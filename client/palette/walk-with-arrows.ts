import type { KeyboardEvent } from 'react';

/** Up, Down, Home and End walk the palette's items, beside Tab. */
export function walkWithArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-palette-item]')].filter(
    (item) => item.offsetParent !== null,
  );
  const at = items.findIndex((item) => item.matches(':focus'));
  if (at < 0) return;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}
