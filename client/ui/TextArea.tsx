import { useId } from 'react';
import { classes } from './classes.ts';
import control from './control.module.css';
import { describedBy, FieldFrame, type FieldProps } from './Field.tsx';
import { useReadOnly } from './read-only.ts';

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** How many lines show. */
  rows?: number;
  maxLength?: number | undefined;
}

/** Several lines of text with a label. */
export function TextArea({
  label,
  hint,
  error,
  required,
  disabled,
  hideLabel,
  value,
  onChange,
  rows = 3,
  maxLength,
}: TextAreaProps) {
  const id = useId();
  const readOnly = useReadOnly() !== null;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} required={required} hideLabel={hideLabel}>
      <div
        className={classes(control.box, error && control.invalid, disabled && control.disabled)}
        data-readonly={readOnly || undefined}
      >
        <textarea
          id={id}
          rows={rows}
          value={value}
          maxLength={maxLength}
          className={classes(control.input, control.area)}
          disabled={disabled}
          readOnly={readOnly}
          required={required}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { hint, error })}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </FieldFrame>
  );
}
