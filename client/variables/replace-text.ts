/**
 * Replaces a part of a text box as if it was typed, so that undo takes it back. The box has the focus then, with the caret after
 * the new text.
 */
export function replaceText(
  box: HTMLInputElement | HTMLTextAreaElement,
  { start, end }: { start: number; end: number },
  text: string,
): void {
  box.focus();
  box.setSelectionRange(start, end);
  // The only way of changing a text box that its undo knows of.
  const done = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (done) return;
  box.setRangeText(text, start, end, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
