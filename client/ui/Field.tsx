import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Field.module.css';

/** What every field of a form may have. */
export interface FieldProps {
  label: string;
  /** Stands under the control. */
  hint?: ReactNode;
  /** What is wrong with the value; null or '' when nothing is. */
  error?: string | null | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean | undefined;
}

interface FieldFrameProps extends Pick<FieldProps, 'label' | 'hint' | 'error' | 'required' | 'hideLabel'> {
  id: string;
  /** The label of a control that is no native input is a span that names it. */
  labelFor?: boolean;
  children: ReactNode;
}

/** Draws a label above a control, its hint and its error beneath. */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  required,
  hideLabel,
  labelFor = true,
  children,
}: FieldFrameProps) {
  return (
    <div className={styles.field}>
      <div className={classes(styles.labelRow, hideLabel && 'visually-hidden')}>
        {labelFor ? (
          <label className={styles.label} htmlFor={id} id={`${id}-label`}>
            {label}
          </label>
        ) : (
          <span className={styles.label} id={`${id}-label`}>
            {label}
          </span>
        )}
        {required && (
          <span className={styles.required} aria-hidden="true">
            *
          </span>
        )}
      </div>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** The hint and the error of a control with this id. */
export function FieldNotes({ id, hint, error }: { id: string } & Pick<FieldProps, 'hint' | 'error'>) {
  return (
    <>
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          <CircleAlert size={14} aria-hidden="true" />
          {error}
        </p>
      )}
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}

/** The ids that describe a control, for `aria-describedby`. */
export function describedBy(id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}
