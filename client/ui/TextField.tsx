import { type HTMLInputTypeAttribute, type KeyboardEventHandler, type ReactNode, type Ref, useId } from 'react';
import { classes } from './classes.ts';
import control from './control.module.css';
import { describedBy, FieldFrame, type FieldProps } from './Field.tsx';
import { useReadOnly } from './read-only.ts';

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement> | undefined;
  type?: HTMLInputTypeAttribute | undefined;
  name?: string | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  /** A number, or for a date one as `2026-11-30`. */
  min?: number | string | undefined;
  max?: number | string | undefined;
  step?: number | undefined;
  autoComplete?: string | undefined;
  autoFocus?: boolean | undefined;
  readOnly?: boolean | undefined;
  /** Inside the box, before and after the text: an icon, a unit, a button. */
  leading?: ReactNode;
  trailing?: ReactNode;
  inputRef?: Ref<HTMLInputElement> | undefined;
  id?: string | undefined;
  /** A lighter box, for a search in a pane. */
  quiet?: boolean | undefined;
}

/** One line of text with a label. */
export function TextField({
  label,
  hint,
  error,
  required,
  disabled,
  hideLabel,
  onChange,
  leading,
  trailing,
  inputRef,
  id: givenId,
  quiet,
  type = 'text',
  autoComplete = 'off',
  autoFocus,
  readOnly,
  ...input
}: TextFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const isReadOnly = useReadOnly() !== null;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} required={required} hideLabel={hideLabel}>
      <div
        className={classes(control.box, error && control.invalid, quiet && control.quiet, disabled && control.disabled)}
        data-readonly={isReadOnly || undefined}
      >
        {leading && <span className={control.leading}>{leading}</span>}
        <input
          {...input}
          id={id}
          type={type}
          ref={inputRef}
          className={control.input}
          disabled={disabled}
          required={required}
          readOnly={readOnly || isReadOnly}
          autoComplete={autoComplete}
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: only where a person has just asked for this field, e.g. in a dialog
          autoFocus={autoFocus}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { hint, error })}
          onChange={(event) => onChange(event.target.value)}
        />
        {trailing && <span className={control.trailing}>{trailing}</span>}
      </div>
    </FieldFrame>
  );
}
