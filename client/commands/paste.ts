import { ClipboardPaste } from 'lucide-react';
import { readClipboard } from '../state/clipboard-data.ts';
import { recallCopied } from '../state/clipboard-memory.ts';
import type { Command } from './command.ts';
import { fitsCategory, pasteText } from './pasting.ts';

/**
 * Puts what was cut or copied on a drop zone, or, unreferenced, among the components of a category. From a menu it is what was
 * copied last in this browser, which no one need be asked for; with the keys it is the system's clipboard.
 */
export const paste: Command = {
  id: 'paste',
  needs: 'write',
  title: 'Paste',
  icon: ClipboardPaste,
  shortcut: 'Mod+V',
  when: (target) => {
    if (target.kind !== 'category') return target.kind === 'zone';
    const read = readClipboard(recallCopied() ?? '');
    return read.ok && fitsCategory(read.clipboard.content, target.id);
  },
  whyNot: () => (recallCopied() === null ? 'Nothing was cut or copied yet.' : null),
  run: (target) => pasteText(recallCopied() ?? '', target, 'copy'),
};
