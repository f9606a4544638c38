import { useId } from 'react';
import { dependencies } from '../../shared/checks/dependencies.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import { describeRecurrence } from '../schedule/describe-recurrence.ts';
import { NextTimes } from '../schedule/NextTimes.tsx';
import { ScheduleForm } from '../schedule/ScheduleForm.tsx';
import { scheduleProblems } from '../schedule/schedule-draft.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import type { SelectChoice } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DeployedSchedule } from './DeployedSchedule.tsx';
import styles from './SchedulesTab.module.css';
import { type NewSchedule, newSchedule, newScheduleNameProblem, type ScheduleChoice } from './settings-draft.ts';

interface SchedulesTabProps {
  project: Project;
  operationId: Id;
  choice: ScheduleChoice;
  onChange: (choice: ScheduleChoice) => void;
}

const NONE = 'none';
const NEW = 'new';

/** When the operation runs by itself: one of the project's schedules, or one that is made here. */
export function SchedulesTab({ project, operationId, choice, onChange }: SchedulesTabProps) {
  const timeZone = useDesigner((state) => state.environment?.timeZone ?? 'UTC');
  const startNew = () => onChange(newSchedule(project, new Date(), timeZone));
  const choose = (value: string) => {
    if (value === NEW) startNew();
    else onChange(value === NONE ? { kind: 'none' } : { kind: 'shared', id: value });
  };
  const shared = choice.kind === 'shared' ? project.schedules[choice.id] : undefined;
  return (
    <div className={styles.content}>
      <div className={styles.choice}>
        <Combobox
          label="Schedule"
          hint="Active only after deploy."
          value={choice.kind === 'shared' ? choice.id : choice.kind}
          choices={choicesOf(project)}
          error={choice.kind === 'shared' && !shared ? 'This schedule is no longer in the project.' : null}
          onChange={choose}
        />
        {choice.kind !== NEW && (
          <Button className={styles.new} onClick={startNew}>
            New schedule
          </Button>
        )}
      </div>
      {shared && <SharedSchedule project={project} operationId={operationId} schedule={shared} />}
      {choice.kind === NEW && <NewScheduleForm project={project} value={choice} onChange={onChange} />}
      <DeployedSchedule projectId={project.id} operationId={operationId} chosen={shared ?? null} />
    </div>
  );
}

function choicesOf(project: Project): SelectChoice[] {
  const schedules = Object.values(project.schedules)
    .map((schedule) => ({ value: schedule.id, label: schedule.name, hint: describeRecurrence(schedule) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return [
    { value: NONE, label: 'No schedule', hint: 'Runs when somebody, or an action, runs it.' },
    ...schedules,
    { value: NEW, label: 'New schedule' },
  ];
}

function SharedSchedule({ project, operationId, schedule }: { project: Project; operationId: Id; schedule: Schedule }) {
  const showDialog = useDesigner((state) => state.showDialog);
  const others = dependencies(project)
    .usedBy({ kind: 'schedule', id: schedule.id })
    .filter(({ id }) => id !== operationId);
  return (
    <>
      <div className={styles.shared}>
        <p className={styles.words}>
          {describeRecurrence(schedule)}
          <span className={styles.users}>{usersText(others.map(({ name }) => name))}</span>
        </p>
        <Button aria-haspopup="dialog" onClick={() => showDialog({ kind: 'schedule', scheduleId: schedule.id })}>
          Edit schedule
        </Button>
      </div>
      <NextTimes recurrence={schedule} />
    </>
  );
}

function usersText(others: readonly string[]): string {
  const [first] = others;
  if (first === undefined) return 'No other operation has it.';
  return others.length === 1 ? `Shared with ${first}.` : `Shared with ${others.length} other operations.`;
}

interface NewScheduleFormProps {
  project: Project;
  value: NewSchedule;
  onChange: (value: NewSchedule) => void;
}

function NewScheduleForm({ project, value, onChange }: NewScheduleFormProps) {
  const id = useId();
  return (
    <section className={styles.form} aria-labelledby={id}>
      <h2 className={styles.title} id={id}>
        New schedule
      </h2>
      <TextField
        required
        autoFocus
        label="Schedule Name"
        value={value.name}
        error={newScheduleNameProblem(project, value)}
        onChange={(name) => onChange({ ...value, name })}
      />
      <ScheduleForm
        value={value.form}
        problems={scheduleProblems(value.form)}
        onChange={(form) => onChange({ ...value, form })}
      />
    </section>
  );
}
