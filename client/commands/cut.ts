import { Scissors } from 'lucide-react';
import { batch, type Edit } from '../../shared/edits/edit.ts';
import { writeClipboard } from '../state/clipboard-data.ts';
import type { Designer } from '../state/designer.ts';
import { isItem, type MenuTarget } from '../state/menu-target.ts';
import { copyPlanOf, isCopied, putOnClipboard } from './clipboard.ts';
import type { Command } from './command.ts';
import { blockers, planDelete } from './deletion.ts';
import { contentName } from './pasting.ts';
import { neighbourOf, outermost, removal } from './remove.ts';
import { actedOn } from './targets.ts';
import { undoAction } from './undo-action.ts';

/**
 * On the canvas and in the Workflows tab: takes references away, which pasting puts elsewhere. In the Components tab: deletes
 * components to the clipboard, unless something depends on them.
 */
export const cut: Command = {
  id: 'cut',
  needs: 'write',
  title: 'Cut',
  icon: Scissors,
  shortcut: 'Mod+X',
  when: (target) => isItem(target) && isCopied(target),
  whyNot: (target, state) => {
    const plan = copyPlanOf(target, state, 'cut');
    return plan.ok ? null : plan.reason;
  },
  run: (target, state) => {
    const text = takeCut(target, state);
    if (text !== null) putOnClipboard(text);
  },
};

/** Cuts, and gives the text for the clipboard; null, with a notice or a dialog, when nothing was cut. */
export function takeCut(target: MenuTarget, state: Designer): string | null {
  const { project } = state;
  const plan = copyPlanOf(target, state, 'cut');
  if (!plan.ok || !project) {
    if (!plan.ok) state.notify({ tone: 'warning', title: plan.reason });
    return null;
  }
  const edit = target.place === 'components' ? deletion(target, state) : removals(target, state);
  const what = contentName(plan.clipboard, state.descriptors);
  const label = `Cut ${what}`;
  const items = outermost(actedOn(target, state), project);
  const [only] = items;
  const next = target.place !== 'components' && only && items.length === 1 ? neighbourOf(only, project) : null;
  if (edit === null || !state.edit(label, edit)) return null;
  state.select(next ? [next] : [], { focus: target.place === 'canvas' });
  state.announce(`Cut ${what}.`);
  state.notify({ tone: 'info', title: `Cut ${what}`, text: 'Paste puts it back.', action: undoAction() });
  return writeClipboard(plan.clipboard);
}

function removals(target: MenuTarget, state: Designer): Edit | null {
  const { project } = state;
  if (!project) return null;
  const edits = outermost(actedOn(target, state), project).flatMap((item) => removal(item, project));
  return edits.length === 0 ? null : batch(edits);
}

function deletion(target: MenuTarget, state: Designer): Edit | null {
  const { project } = state;
  if (!project) return null;
  const items = actedOn(target, state).flatMap(({ kind, id }) => (kind === 'step' ? [] : [{ kind, id }]));
  const dependants = blockers(project, items);
  if (dependants.length > 0) {
    state.showDialog({ kind: 'delete-refused', items, dependants });
    return null;
  }
  return planDelete(project, items, { operationsToo: false, unreferencedToo: false })?.edit ?? null;
}
