import { useState } from 'react';
import type { Project } from '../../../shared/project/project.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { nameOf } from '../../state/item-name.ts';
import type { Selected } from '../../state/selected.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { leftBehind, operationsOf, planDelete } from '../deletion.ts';
import { undoAction } from '../undo-action.ts';

/** Asks before something is destroyed, and what goes with it. */
export function DeleteDialog({ dialog: { item } }: { dialog: Extract<CommandDialog, { kind: 'delete' }> }) {
  const project = useDesigner((state) => state.project);
  const close = useDesigner((state) => state.closeDialog);
  const edit = useDesigner((state) => state.edit);
  const notify = useDesigner((state) => state.notify);
  const [more, setMore] = useState(item.kind === 'operation');
  if (!project) return null;
  const name = nameOf(item, project) ?? '';
  const option = optionOf(project, item);

  const confirm = () => {
    close();
    const plan = planDelete(project, item, more && option !== null);
    if (plan && edit(plan.label, plan.edit))
      notify({ tone: 'info', title: `Deleted ${name}`, action: undoAction(plan.label) });
  };

  return (
    <ConfirmDialog
      open
      danger
      title={`Delete ${name}?`}
      description={DESCRIPTIONS[item.kind]}
      confirmLabel="Delete"
      onConfirm={confirm}
      onCancel={close}
    >
      {option && <Checkbox label={option.label} hint={option.hint} checked={more} onChange={setMore} />}
    </ConfirmDialog>
  );
}

const DESCRIPTIONS: Record<Selected['kind'], string> = {
  workflow: 'Its operations stay in the project, in no workflow.',
  operation: 'It goes from the canvas and from the project.',
  step: '',
  activity: 'Nothing refers to it. It goes from the project.',
  connection: 'Nothing refers to it. It goes from the project.',
};

function optionOf(project: Project, item: Selected): { label: string; hint?: string } | null {
  if (item.kind === 'workflow') {
    const count = operationsOf(project, item.id).length;
    return count === 0 ? null : { label: 'Delete its operations too' };
  }
  if (item.kind !== 'operation') return null;
  const activities = leftBehind(project, [item.id]);
  if (activities.length === 0) return null;
  return {
    label: 'Delete the components that nothing refers to any more',
    hint: activities.map((activity) => activity.name).join(', '),
  };
}
