import { Combobox } from '../ui/Combobox.tsx';
import { TextField } from '../ui/TextField.tsx';
import { FrequencyFields } from './FrequencyFields.tsx';
import { NextTimes } from './NextTimes.tsx';
import { OccurrenceFields } from './OccurrenceFields.tsx';
import styles from './ScheduleForm.module.css';
import { recurrenceOf, type ScheduleDraft, type ScheduleProblems } from './schedule-draft.ts';
import { zoneChoices } from './time-zones.ts';

export interface ScheduleFormProps {
  /** From `draftOfRecurrence` or `freshSchedule`; `recurrenceOf` makes of it what is stored. */
  value: ScheduleDraft;
  onChange: (value: ScheduleDraft) => void;
  /** From `scheduleProblems`. */
  problems: ScheduleProblems;
}

/** What the parts of the form take. */
export interface FieldsProps {
  value: ScheduleDraft;
  change: (part: Partial<ScheduleDraft>) => void;
  problems: ScheduleProblems;
}

/** When something recurs, but for the schedule's name: its days, its times, where the clock hangs, and the next five times. */
export function ScheduleForm({ value, onChange, problems }: ScheduleFormProps) {
  const change: FieldsProps['change'] = (part) => onChange({ ...value, ...part });
  const fields = { value, change, problems };
  return (
    <div className={styles.form}>
      <OccurrenceFields {...fields} />
      <FrequencyFields {...fields} />
      <div className={styles.row}>
        <div className={styles.date}>
          <TextField
            type="date"
            label="Start date"
            value={value.startDate}
            error={problems.get('startDate')}
            onChange={(startDate) => change({ startDate })}
          />
        </div>
        <div className={styles.date}>
          <TextField
            type="date"
            label="End date"
            hint="Empty: it never ends."
            value={value.endDate}
            error={problems.get('endDate')}
            onChange={(endDate) => change({ endDate })}
          />
        </div>
        <div className={styles.zone}>
          <Combobox
            label="Time zone"
            value={value.timeZone}
            error={problems.get('timeZone')}
            choices={zoneChoices(value.timeZone)}
            onChange={(timeZone) => change({ timeZone })}
          />
        </div>
      </div>
      <NextTimes recurrence={recurrenceOf(value)} />
    </div>
  );
}
