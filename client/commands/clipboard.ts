import { type Copied, type CopyPlan, planCopy } from '../state/clipboard-copy.ts';
import type { Clipboard } from '../state/clipboard-data.ts';
import { rememberCopied } from '../state/clipboard-memory.ts';
import type { Designer } from '../state/designer.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';
import { isSimpleKind } from '../state/simple-components.ts';
import { outermost } from './remove.ts';
import { actedOn } from './targets.ts';

/** Whether a thing of this kind can be copied at all. */
export function isCopied(target: MenuTarget): boolean {
  return ['step', 'operation', 'activity', 'activity-type'].includes(target.kind) || isSimpleKind(target.kind);
}

/** What copying or cutting a target puts on the clipboard: the whole selection when the target is part of it. */
export function copyPlanOf(target: MenuTarget, state: Designer, way: Clipboard['way']): CopyPlan {
  if (!state.project) return { ok: false, reason: 'No project is open.' };
  return planCopy(state.project, copiedBy(target, state), way);
}

function copiedBy(target: MenuTarget, state: Designer): Copied[] {
  if (target.kind === 'activity-type')
    return [{ kind: 'activity-type', connectionId: target.connectionId, type: target.type }];
  if (!state.project || !isItem(target) || !isCopied(target)) return [];
  return outermost(actedOn(target, state), state.project);
}

/** Puts text on the system's clipboard as far as the browser lets us, and on our own in any case. */
export function putOnClipboard(text: string): void {
  rememberCopied(text);
  // Absent where the page did not come over HTTPS; refused where the window has no focus. Our own is enough then.
  navigator.clipboard?.writeText(text).catch(() => {});
}
