import { Link2 } from 'lucide-react';
import { readClipboard } from '../state/clipboard-data.ts';
import { recallCopied } from '../state/clipboard-memory.ts';
import { planPaste } from '../state/clipboard-paste.ts';
import type { Command } from './command.ts';
import { pasteText } from './pasting.ts';

/** Puts one more reference to what was copied on a drop zone, instead of a copy. */
export const pasteAsReference: Command = {
  id: 'paste-as-reference',
  needs: 'write',
  title: 'Paste as reference',
  icon: Link2,
  shortcut: 'Mod+Shift+V',
  when: (target) => target.kind === 'zone',
  whyNot: (target, { project, descriptors }) => {
    const text = recallCopied();
    if (text === null) return 'Nothing was cut or copied yet.';
    const read = readClipboard(text);
    if (!read.ok) return read.problem;
    if (!project || target.kind !== 'zone') return null;
    const plan = planPaste(project, descriptors, read.clipboard, target.zone, 'reference');
    return plan.ok ? null : plan.reason;
  },
  run: (target) => pasteText(recallCopied() ?? '', target, 'reference'),
};
