let isPressed = false;
const waiting: (() => void)[] = [];

function onUp(): void {
  isPressed = false;
  // The click comes right after.
  setTimeout(() => {
    for (const run of waiting.splice(0)) run();
  });
}

addEventListener('pointerdown', () => (isPressed = true), { capture: true });
addEventListener('pointerup', onUp, { capture: true });
addEventListener('pointercancel', onUp, { capture: true });

/**
 * Runs something at once, or after the press and click that are under way: what a field says when it loses the focus moves what
 * stands beneath it, and a button that moves away between press and release is never clicked.
 */
export function afterPress(run: () => void): void {
  if (isPressed) waiting.push(run);
  else run();
}
