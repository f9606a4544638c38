import { useState } from 'react';
import { fieldValue } from '../../shared/checks/fields.ts';
import { TextField } from '../ui/TextField.tsx';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';
import styles from './NumberControl.module.css';

/** A number with an optional unit. Emptied, it goes back to its default. */
export function NumberControl({ field, form }: ControlProps<'number'>) {
  const [typing, setTyping] = useState<string | null>(null);
  const value = fieldValue(field, form.draft.settings);
  return (
    <TextField
      type="number"
      label={field.label}
      hint={hintOf(field, form)}
      error={form.errorOf(field)}
      required={field.required}
      min={field.min}
      max={field.max}
      step={field.step}
      value={typing ?? (value === undefined ? '' : String(value))}
      trailing={field.unit && <span className={styles.unit}>{field.unit}</span>}
      onChange={(text) => {
        setTyping(text);
        form.setValue(field, text === '' ? undefined : Number(text));
      }}
      onBlur={() => {
        setTyping(null);
        form.touch(field);
      }}
    />
  );
}
