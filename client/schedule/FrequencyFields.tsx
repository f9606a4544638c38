import { RadioGroup } from '../ui/RadioGroup.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { NumberField } from './NumberField.tsx';
import styles from './ScheduleForm.module.css';
import type { FieldsProps } from './ScheduleForm.tsx';

const UNITS = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
] as const;

/** At which times of such a day. */
export function FrequencyFields({ value, change, problems }: FieldsProps) {
  return (
    <>
      <RadioGroup
        label="Frequency"
        value={value.frequency}
        choices={[
          { value: 'once', label: 'Once' },
          { value: 'repeated', label: 'Every few minutes or hours' },
        ]}
        onChange={(next) => change({ frequency: next === 'once' ? 'once' : 'repeated' })}
      />
      {value.frequency === 'once' ? (
        <div className={styles.row}>
          <TimeField label="At" value={value.at} error={problems.get('at')} onChange={(at) => change({ at })} />
        </div>
      ) : (
        <div className={styles.row}>
          <NumberField
            label="Repeat every"
            max={value.unit === 'hours' ? 23 : 1439}
            value={value.every}
            error={problems.get('every')}
            onChange={(every) => change({ every })}
          />
          <div className={styles.choice}>
            <Select
              label="Unit"
              value={value.unit}
              choices={UNITS}
              onChange={(next) => change({ unit: next === 'hours' ? 'hours' : 'minutes' })}
            />
          </div>
          <TimeField
            label="From"
            value={value.from}
            error={problems.get('from')}
            onChange={(from) => change({ from })}
          />
          <TimeField
            label="Until"
            value={value.until}
            error={problems.get('until')}
            onChange={(until) => change({ until })}
          />
        </div>
      )}
    </>
  );
}

interface TimeFieldProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function TimeField(field: TimeFieldProps) {
  return (
    <div className={styles.time}>
      <TextField {...field} type="time" />
    </div>
  );
}
