import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { dateOf, lastDebugDate } from './debug-date.ts';
import type { OptionFieldsProps } from './OptionsTab.tsx';
import styles from './Settings.module.css';

/** The day until whose end debug mode is on; with a button that switches it off. */
export function DebugUntil({ options, onChange, errorOf, onBlur }: OptionFieldsProps) {
  const [now] = useState(() => new Date());
  const isOn = options.debugUntil !== '';
  return (
    <div className={styles.row}>
      <div className={styles.debug}>
        <TextField
          type="date"
          label="Enable debug mode until"
          min={dateOf(now)}
          max={lastDebugDate(now)}
          value={options.debugUntil}
          error={errorOf('debugUntil')}
          onChange={(debugUntil) => onChange({ debugUntil })}
          onBlur={() => onBlur('debugUntil')}
        />
      </div>
      <p className={styles.beside}>
        {isOn && (
          <Button size="small" className={styles.off} onClick={() => onChange({ debugUntil: '' })}>
            Switch off debug mode
          </Button>
        )}
        At most two weeks ahead. Keeps each step’s input and output to look at: the first 1 MB, secrets redacted.
      </p>
    </div>
  );
}
