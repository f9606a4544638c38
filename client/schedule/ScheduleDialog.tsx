import { type FormEvent, useId, useState } from 'react';
import { dependencies } from '../../shared/checks/dependencies.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { uniqueNameProblem } from '../descriptor-form/name-problem.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { CommandDialog } from '../state/dialogs-slice.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ReadOnly } from '../ui/read-only.ts';
import { TextField } from '../ui/TextField.tsx';
import styles from './ScheduleDialog.module.css';
import { ScheduleForm } from './ScheduleForm.tsx';
import { draftOfRecurrence, freshSchedule, recurrenceOf, scheduleProblems } from './schedule-draft.ts';
import { otherScheduleNames, scheduleEdit } from './schedule-edit.ts';
import { viewerZone } from './time-zones.ts';

type Opened = Extract<CommandDialog, { kind: 'schedule' }>;

/** A schedule, to be made or changed. */
export default function ScheduleDialog({ dialog }: { dialog: Opened }) {
  const project = useDesigner((state) => state.project);
  return project && <Form key={dialog.scheduleId ?? 'new'} project={project} dialog={dialog} />;
}

function Form({ project, dialog }: { project: Project; dialog: Opened }) {
  const close = useDesigner((state) => state.closeDialog);
  const timeZone = useDesigner((state) => state.environment?.timeZone ?? viewerZone());
  const form = useId();
  const refusal = useWhyNotAllowed('write');
  const stored = dialog.scheduleId === null ? null : (project.schedules[dialog.scheduleId] ?? null);
  const [id] = useState<Id>(() => dialog.scheduleId ?? newId('sch'));
  const [typedName, setName] = useState(stored?.name ?? '');
  const [draft, setDraft] = useState(() => (stored ? draftOfRecurrence(stored) : freshSchedule(new Date(), timeZone)));
  const [touched, setTouched] = useState(false);
  const name = typedName.trim();
  const nameProblem = uniqueNameProblem(name, otherScheduleNames(project, id), 'schedule');
  const problems = scheduleProblems(draft);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    const recurrence = recurrenceOf(draft);
    if (refusal !== null || nameProblem !== null || !recurrence) return;
    const { label, edit } = scheduleEdit(designer.getState().project ?? project, { id, name, ...recurrence });
    if (!designer.getState().edit(label, edit)) return;
    designer.getState().announce(`${label}: done.`);
    close();
    if (!stored) designer.getState().select([{ kind: 'schedule', id }]);
  };

  return (
    <Dialog
      open
      onClose={close}
      size="large"
      title={stored ? stored.name : 'New schedule'}
      description={usedText(project, id)}
      actions={
        <>
          <Button onClick={close}>{stored ? 'Discard Changes' : 'Cancel'}</Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            disabledReason={refusal ?? (problems.size > 0 ? 'Mend the fields marked in red first.' : null)}
          >
            {stored ? 'Save Changes' : 'Create'}
          </Button>
        </>
      }
    >
      <ReadOnly.Provider value={refusal}>
        <form id={form} className={styles.form} onSubmit={submit} noValidate>
          <TextField
            label="Name"
            required
            autoFocus
            value={typedName}
            error={touched || typedName !== '' ? nameProblem : null}
            onChange={setName}
            onBlur={() => setTouched(touched || typedName !== '')}
          />
          <ScheduleForm value={draft} onChange={setDraft} problems={problems} />
        </form>
      </ReadOnly.Provider>
    </Dialog>
  );
}

/** Who has it, and when a change comes to act. */
function usedText(project: Project, id: Id): string {
  const users = dependencies(project).usedBy({ kind: 'schedule', id });
  if (users.length === 0) return 'Runs operations by itself once they are deployed with it. No operation has it yet.';
  const [first] = users;
  const who = users.length === 1 ? (first?.name ?? '') : `${users.length} operations`;
  return `Runs ${who}. A change acts once ${users.length === 1 ? 'it is' : 'they are'} deployed again.`;
}
