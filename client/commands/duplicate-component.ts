import { CopyPlus } from 'lucide-react';
import type { Project } from '../../shared/project/project.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { isSimpleKind } from '../state/simple-components.ts';
import type { Command } from './command.ts';
import { type Duplicate, duplicateComponent, duplicateSimple, duplicateStep } from './duplication.ts';

/** A second component like it, to which nothing refers; to that of a step, a step right of it does. Its name is in edit mode. */
export const duplicate: Command = {
  id: 'duplicate',
  needs: 'write',
  title: 'Duplicate',
  icon: CopyPlus,
  when: ({ kind }) => kind === 'activity' || kind === 'connection' || kind === 'step' || isSimpleKind(kind),
  run: (target, state) => {
    const plan = state.project && planOf(target, state.project);
    if (!plan || !state.edit(plan.label, plan.edit)) return;
    state.select([plan.select]);
    state.announce(`${plan.label}.`);
    state.startRename(plan.select, target.place);
  },
};

function planOf(target: MenuTarget, project: Project): Duplicate | null {
  if (target.kind === 'step') return duplicateStep(project, target.id);
  if (isSimpleKind(target.kind) && 'id' in target) return duplicateSimple(project, target.kind, target.id);
  if (target.kind !== 'activity' && target.kind !== 'connection') return null;
  return duplicateComponent(project, target.kind, target.id);
}
