import { Copy } from 'lucide-react';
import { writeClipboard } from '../state/clipboard-data.ts';
import type { Designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { copyPlanOf, isCopied, putOnClipboard } from './clipboard.ts';
import type { Command } from './command.ts';
import { contentName } from './pasting.ts';

/** Puts a thing, or the selection, on the clipboard. */
export const copy: Command = {
  id: 'copy',
  needs: 'read',
  title: 'Copy',
  icon: Copy,
  shortcut: 'Mod+C',
  when: isCopied,
  whyNot: (target, state) => {
    const plan = copyPlanOf(target, state, 'copy');
    return plan.ok ? null : plan.reason;
  },
  run: (target, state) => {
    const text = takeCopy(target, state);
    if (text !== null) putOnClipboard(text);
  },
};

/** The text that copying puts on the clipboard; null, with a notice, when it can't be copied. */
export function takeCopy(target: MenuTarget, state: Designer): string | null {
  const plan = copyPlanOf(target, state, 'copy');
  if (!plan.ok) {
    state.notify({ tone: 'warning', title: plan.reason });
    return null;
  }
  state.announce(`Copied ${contentName(plan.clipboard, state.descriptors)}.`);
  return writeClipboard(plan.clipboard);
}
