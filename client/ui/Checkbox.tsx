import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useId } from 'react';
import styles from './Choice.module.css';
import { classes } from './classes.ts';
import { describedBy, FieldNotes, type FieldProps } from './Field.tsx';
import { useReadOnly } from './read-only.ts';

export interface CheckboxProps extends FieldProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with its label at its right. */
export function Checkbox({ label, hint, error, disabled, required, checked, onChange }: CheckboxProps) {
  const id = useId();
  const readOnly = useReadOnly() !== null;
  return (
    <div className={styles.choice}>
      <label className={classes(styles.row, disabled && styles.disabled)} htmlFor={id}>
        <Base.Root
          id={id}
          className={styles.box}
          checked={checked}
          disabled={disabled ?? false}
          readOnly={readOnly}
          required={required ?? false}
          onCheckedChange={(next) => onChange(next)}
          aria-describedby={describedBy(id, { hint, error })}
        >
          <Base.Indicator className={styles.mark}>
            <Check size={12} strokeWidth={3} aria-hidden="true" />
          </Base.Indicator>
        </Base.Root>
        <span>{label}</span>
      </label>
      <div className={styles.notes}>
        <FieldNotes id={id} hint={hint} error={error} />
      </div>
    </div>
  );
}
