import { useEffect } from 'react';
import { readClipboard } from '../state/clipboard-data.ts';
import { recallCopied, rememberCopied } from '../state/clipboard-memory.ts';
import { designer } from '../state/designer.ts';
import { isCopied } from './clipboard.ts';
import { aimClipboard, copyTarget, pasteTarget } from './clipboard-aim.ts';
import { copy, takeCopy } from './copy.ts';
import { cut, takeCut } from './cut.ts';
import { pasteText } from './pasting.ts';
import { isInPopup, takesText } from './shortcuts.ts';

/** Cut, copy and paste with the keys, or with the browser's own menu. Mounted once. */
export function useClipboardKeys(): void {
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    document.addEventListener('keydown', () => aimClipboard(null), { ...options, capture: true });
    document.addEventListener('copy', (event) => take(event, 'copy'), options);
    document.addEventListener('cut', (event) => take(event, 'cut'), options);
    document.addEventListener('paste', give, options);
    return () => listening.abort();
  }, []);
}

function take(event: ClipboardEvent, way: 'copy' | 'cut'): void {
  if (isForText(event) || getSelection()?.isCollapsed === false) return;
  const state = designer.getState();
  const target = copyTarget();
  if (!target || !isCopied(target)) return;
  if (!(way === 'cut' ? cut : copy).when(target, state)) return;
  event.preventDefault();
  if (way === 'cut' && !state.mayEdit(cut.title)) return;
  const text = way === 'cut' ? takeCut(target, state) : takeCopy(target, state);
  if (text === null) return;
  rememberCopied(text);
  event.clipboardData?.setData('text/plain', text);
}

function give(event: ClipboardEvent): void {
  if (isForText(event)) return;
  event.preventDefault();
  const text = event.clipboardData?.getData('text/plain') ?? '';
  // Menus, which may not look at the system's clipboard, then know it too.
  if (readClipboard(text).ok) rememberCopied(text);
  pasteText(text === '' ? (recallCopied() ?? '') : text, pasteTarget(), 'copy');
}

/** Whether the clipboard is wanted for text: in a field, in a dialog, or while a screen covers the canvas. */
function isForText(event: ClipboardEvent): boolean {
  const { target, defaultPrevented } = event;
  if (defaultPrevented || takesText(target) || takesText(document.activeElement)) return true;
  const { project, screen } = designer.getState();
  if (!project || screen.kind !== 'canvas') return true;
  return isInPopup(target);
}
