import { RadioGroup } from '../ui/RadioGroup.tsx';
import { Select } from '../ui/Select.tsx';
import { dayName } from './describe-recurrence.ts';
import { NumberField } from './NumberField.tsx';
import styles from './ScheduleForm.module.css';
import type { FieldsProps } from './ScheduleForm.tsx';
import { NTHS, WEEKDAYS } from './schedule-draft.ts';
import { WeekdayChips } from './WeekdayChips.tsx';

const OCCURRENCES = [
  { value: 'daily', label: 'Daily' },
  { value: 'weekly', label: 'Weekly' },
  { value: 'monthly', label: 'Monthly' },
] as const;
const MONTHLY = [
  { value: 'day', label: 'On a day of the month' },
  { value: 'weekday', label: 'On a weekday' },
] as const;
const NTH_CHOICES = NTHS.map((nth) => ({ value: nth, label: `${nth.charAt(0).toUpperCase()}${nth.slice(1)}` }));
const WEEKDAY_CHOICES = WEEKDAYS.map((day) => ({ value: day, label: dayName(day) }));

/** On which days. */
export function OccurrenceFields({ value, change, problems }: FieldsProps) {
  return (
    <>
      <RadioGroup
        label="Occurrence"
        value={value.occurrence}
        choices={OCCURRENCES}
        onChange={(next) => change({ occurrence: chosen(OCCURRENCES, next, value.occurrence) })}
      />
      {value.occurrence === 'daily' && (
        <div className={styles.row}>
          <NumberField
            label="Every"
            unit="days"
            max={366}
            value={value.everyDays}
            error={problems.get('everyDays')}
            onChange={(everyDays) => change({ everyDays })}
          />
        </div>
      )}
      {value.occurrence === 'weekly' && (
        <div className={styles.row}>
          <NumberField
            label="Every"
            unit="weeks"
            max={53}
            value={value.everyWeeks}
            error={problems.get('everyWeeks')}
            onChange={(everyWeeks) => change({ everyWeeks })}
          />
          <WeekdayChips
            value={value.weekdays}
            error={problems.get('weekdays')}
            onChange={(weekdays) => change({ weekdays })}
          />
        </div>
      )}
      {value.occurrence === 'monthly' && (
        <>
          <RadioGroup
            label="Day of the month"
            hideLabel
            value={value.monthly}
            choices={MONTHLY}
            onChange={(next) => change({ monthly: chosen(MONTHLY, next, value.monthly) })}
          />
          <div className={styles.row}>
            <NumberField
              label="Every"
              unit="months"
              max={12}
              value={value.everyMonths}
              error={problems.get('everyMonths')}
              onChange={(everyMonths) => change({ everyMonths })}
            />
            {value.monthly === 'day' ? (
              <NumberField
                label="Day"
                max={31}
                value={value.day}
                error={problems.get('day')}
                hint={Number(value.day) > 28 ? 'A shorter month runs on its last day.' : undefined}
                onChange={(day) => change({ day })}
              />
            ) : (
              <>
                <div className={styles.choice}>
                  <Select
                    label="Which"
                    value={value.nth}
                    choices={NTH_CHOICES}
                    onChange={(next) => change({ nth: chosen(NTH_CHOICES, next, value.nth) })}
                  />
                </div>
                <div className={styles.choice}>
                  <Select
                    label="Weekday"
                    value={value.weekday}
                    choices={WEEKDAY_CHOICES}
                    onChange={(next) => change({ weekday: chosen(WEEKDAY_CHOICES, next, value.weekday) })}
                  />
                </div>
              </>
            )}
          </div>
        </>
      )}
    </>
  );
}

/** The value of the choice that was made; what it was before, should there be no such choice. */
function chosen<V extends string>(choices: readonly { value: V }[], value: string, before: V): V {
  return choices.find((choice) => choice.value === value)?.value ?? before;
}
