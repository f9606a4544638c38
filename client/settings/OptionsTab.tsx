import { Checkbox } from '../ui/Checkbox.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DebugUntil } from './DebugUntil.tsx';
import { MOST_TIME_OUT, type OptionsDraft, type OptionsField } from './options-draft.ts';
import { Retries } from './Retries.tsx';
import styles from './Settings.module.css';

export interface OptionFieldsProps {
  options: OptionsDraft;
  onChange: (change: Partial<OptionsDraft>) => void;
  /** What is wrong with a field, as far as it is shown. */
  errorOf: (field: OptionsField) => string | null;
  onBlur: (field: OptionsField) => void;
}

const UNITS: readonly { value: OptionsDraft['unit']; label: string }[] = [
  { value: 'seconds', label: 'Seconds' },
  { value: 'minutes', label: 'Minutes' },
  { value: 'hours', label: 'Hours' },
];
const LOGS: readonly { value: OptionsDraft['log']; label: string }[] = [
  { value: 'everything', label: 'Everything' },
  { value: 'errors', label: 'Errors only' },
];
const OVERLAPS: readonly { value: OptionsDraft['overlap']; label: string; hint: string }[] = [
  {
    value: 'skip',
    label: 'Skip',
    hint: 'While a run is going, its schedule starts no other. By hand and by actions it starts all the same.',
  },
  { value: 'queue', label: 'Queue', hint: 'While a run is going, another one waits until it has ended.' },
  { value: 'allow', label: 'Allow', hint: 'Several runs may go on at once.' },
];

/** How an operation runs. */
export function OptionsTab(props: OptionFieldsProps) {
  const { options, onChange, errorOf, onBlur } = props;
  return (
    <div className={styles.fields}>
      <div className={styles.row}>
        <div className={styles.figure}>
          <TextField
            required
            type="number"
            label="Operation time out"
            min={1}
            max={MOST_TIME_OUT}
            step={1}
            value={options.timeOut}
            error={errorOf('timeOut')}
            onChange={(timeOut) => onChange({ timeOut })}
            onBlur={() => onBlur('timeOut')}
          />
        </div>
        <div className={styles.figure}>
          <Select
            label="Unit"
            value={options.unit}
            choices={UNITS}
            onChange={(value) => {
              const unit = UNITS.find((one) => one.value === value)?.value;
              if (unit) onChange({ unit });
            }}
          />
        </div>
        <p className={styles.beside}>A run that takes longer is canceled.</p>
      </div>
      <RadioGroup
        label="What to log"
        value={options.log}
        choices={LOGS}
        onChange={(value) => {
          const log = LOGS.find((one) => one.value === value)?.value;
          if (log) onChange({ log });
        }}
      />
      <DebugUntil {...props} />
      <Retries {...props} />
      <Checkbox
        label="Run success operation even if there are no matching source files"
        hint="Else the actions On success are left out when a run found nothing to work on."
        checked={options.runSuccessWithoutSourceFiles}
        onChange={(runSuccessWithoutSourceFiles) => onChange({ runSuccessWithoutSourceFiles })}
      />
      <RadioGroup
        label="Overlap"
        layout="column"
        value={options.overlap}
        choices={OVERLAPS}
        onChange={(value) => {
          const overlap = OVERLAPS.find((one) => one.value === value)?.value;
          if (overlap) onChange({ overlap });
        }}
      />
    </div>
  );
}
