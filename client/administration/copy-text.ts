import { designer } from '../state/designer.ts';

/**
 * Puts a text on the clipboard, and says so.
 * @param otherwise what to do where there is no clipboard
 */
export async function copyText(text: string, done: string, otherwise: string): Promise<void> {
  const { notify } = designer.getState();
  try {
    await navigator.clipboard.writeText(text);
    notify({ tone: 'success', title: done });
  } catch {
    notify({ tone: 'info', title: 'The clipboard is not to be had here', text: otherwise });
  }
}
