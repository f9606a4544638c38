import { useId } from 'react';
import { TextField } from '../ui/TextField.tsx';
import type { OptionFieldsProps } from './OptionsTab.tsx';
import { MOST_ATTEMPTS, MOST_WAIT, type OptionsDraft, secondsInWords, waits } from './options-draft.ts';
import styles from './Settings.module.css';

const WAITS = [
  { field: 'firstWait', label: 'First wait' },
  { field: 'longestWait', label: 'Longest wait' },
] as const;

/** How often a run that failed is tried again, and after what waits. */
export function Retries({ options, onChange, errorOf, onBlur }: OptionFieldsProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't be laid out with the other labels
    <div role="group" aria-labelledby={id}>
      <h2 className={styles.heading} id={id}>
        Retries
      </h2>
      <div className={styles.row}>
        <div className={styles.figure}>
          <TextField
            required
            type="number"
            label="Attempts"
            min={0}
            max={MOST_ATTEMPTS}
            step={1}
            value={options.attempts}
            error={errorOf('attempts')}
            onChange={(attempts) => onChange({ attempts })}
            onBlur={() => onBlur('attempts')}
          />
        </div>
        {WAITS.map(({ field, label }) => (
          <div key={field} className={styles.figure}>
            <TextField
              required
              type="number"
              label={label}
              min={1}
              max={MOST_WAIT}
              step={1}
              trailing={<span className={styles.unit}>seconds</span>}
              value={options[field]}
              error={errorOf(field)}
              onChange={(text) => onChange({ [field]: text })}
              onBlur={() => onBlur(field)}
            />
          </div>
        ))}
      </div>
      <p className={styles.note}>{inWords(options)}</p>
    </div>
  );
}

function inWords(options: OptionsDraft): string {
  if (Number(options.attempts) === 0) return 'A run that failed is not tried again.';
  const all = waits(options).map(secondsInWords);
  const [first, ...further] = all.slice(0, 4);
  if (first === undefined) return 'A run that failed is tried again.';
  if (Number(options.attempts) === 1) return `A run that failed is tried once more, after ${first}.`;
  if (all.length === 1) return `A run that failed is tried again up to ${options.attempts} times, each after ${first}.`;
  const rest =
    all.length > 4 ? `, and so on up to ${all.at(-1)}` : all.length < Number(options.attempts) ? ' each' : '';
  return `A run that failed is tried again up to ${options.attempts} times, after ${[first, ...further].join(', then ')}${rest}.`;
}
