import { useId } from 'react';
import type { Weekday } from '../../shared/schedules/recurrence.ts';
import { FieldNotes } from '../ui/Field.tsx';
import { useReadOnly } from '../ui/read-only.ts';
import { dayName, shortDay } from './describe-recurrence.ts';
import { WEEKDAYS } from './schedule-draft.ts';
import styles from './WeekdayChips.module.css';

interface WeekdayChipsProps {
  value: readonly Weekday[];
  error: string | undefined;
  onChange: (value: readonly Weekday[]) => void;
}

/** The seven days of the week, each to be ticked. */
export function WeekdayChips({ value, error, onChange }: WeekdayChipsProps) {
  const id = useId();
  const readOnly = useReadOnly() !== null;
  const toggle = (day: Weekday, on: boolean) =>
    onChange(WEEKDAYS.filter((one) => (one === day ? on : value.includes(one))));
  return (
    <fieldset className={styles.days} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={styles.legend}>On</legend>
      <div className={styles.row}>
        {WEEKDAYS.map((day) => (
          <label key={day} className={styles.chip}>
            <input
              type="checkbox"
              className={styles.box}
              aria-label={dayName(day)}
              aria-invalid={error ? true : undefined}
              aria-disabled={readOnly || undefined}
              checked={value.includes(day)}
              onChange={(event) => !readOnly && toggle(day, event.target.checked)}
            />
            <span aria-hidden="true">{shortDay(day)}</span>
          </label>
        ))}
      </div>
      <FieldNotes id={id} error={error} />
    </fieldset>
  );
}
