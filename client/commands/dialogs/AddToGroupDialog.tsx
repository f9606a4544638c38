import { type FormEvent, useId, useState } from 'react';
import type { Group } from '../../../shared/project/group.ts';
import { freeName } from '../../../shared/project/name.ts';
import type { Project } from '../../../shared/project/project.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { addToGroup, describe, groupNameProblem, notIn, planNewGroup } from '../grouping.ts';
import styles from './AddToGroupDialog.module.css';

const NEW = 'new';

/** Asks for the custom group that components shall be in: one that there is, or a new one. */
export function AddToGroupDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'add-to-group' }> }) {
  const project = useDesigner((state) => state.project);
  const close = useDesigner((state) => state.closeDialog);
  const edit = useDesigner((state) => state.edit);
  const announce = useDesigner((state) => state.announce);
  const form = useId();
  const { members } = dialog;
  const offered = project ? offeredGroups(project, dialog) : [];
  const [chosen, setChosen] = useState(offered[0]?.id ?? NEW);
  const [name, setName] = useState(() => freeName('New Group', groupNames(project)));
  if (!project) return null;
  const typed = name.trim();
  const problem = chosen === NEW ? groupNameProblem(project, typed) : null;

  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== null) return;
    close();
    if (chosen !== NEW) return addToGroup(chosen, members);
    const plan = planNewGroup(project, typed, members);
    if (edit(plan.label, plan.edit)) announce(`${plan.label}: done.`);
  };

  return (
    <Dialog
      open
      onClose={close}
      title={`Add ${describe(members, project)} to a group`}
      description="Groups are for finding things. They change nothing of what runs."
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={form}>
            Add
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={confirm}>
        {offered.length > 0 && (
          <div className={styles.groups}>
            <RadioGroup
              label="Group"
              layout="column"
              value={chosen}
              onChange={setChosen}
              choices={[
                ...offered.map((group) => ({ value: group.id, label: group.name })),
                { value: NEW, label: 'A new group' },
              ]}
            />
          </div>
        )}
        {chosen === NEW && (
          <TextField label="Name of the group" value={name} onChange={setName} error={problem ?? undefined} autoFocus />
        )}
      </form>
    </Dialog>
  );
}

/** The groups that do not have all of the components yet, by name. */
function offeredGroups(project: Project, { members }: Extract<CommandDialog, { kind: 'add-to-group' }>): Group[] {
  return Object.values(project.groups)
    .filter((group) => notIn(group, members).length > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function groupNames(project: Project | null): string[] {
  return Object.values(project?.groups ?? {}).map((group) => group.name);
}
