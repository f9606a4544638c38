import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { classes } from './classes.ts';
import control from './control.module.css';
import { describedBy, FieldFrame, type FieldProps } from './Field.tsx';
import { overlays } from './overlays.ts';
import { useReadOnly } from './read-only.ts';
import styles from './Select.module.css';

export interface SelectChoice {
  value: string;
  label: string;
  hint?: string | undefined;
}

export interface SelectProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  choices: readonly SelectChoice[];
  placeholder?: string | undefined;
}

/** One choice out of a list that opens. Typing jumps to a choice. */
export function Select({ value, onChange, onBlur, choices, placeholder = 'Select…', ...field }: SelectProps) {
  const id = useId();
  const readOnly = useReadOnly() !== null;
  const items = choices.map((choice) => ({ value: choice.value, label: choice.label }));
  return (
    <FieldFrame id={id} labelFor={false} {...field}>
      <Base.Root
        items={items}
        value={value === '' ? null : value}
        disabled={field.disabled ?? false}
        required={field.required ?? false}
        readOnly={readOnly}
        onValueChange={(next) => onChange(next ?? '')}
        onOpenChange={(open) => {
          if (!open) onBlur?.();
        }}
      >
        <Base.Trigger
          id={id}
          className={classes(
            control.box,
            styles.trigger,
            field.error && control.invalid,
            field.disabled && control.disabled,
          )}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(id, field)}
          aria-invalid={field.error ? true : undefined}
          aria-required={field.required ? true : undefined}
        >
          <Base.Value className={styles.value}>
            {(chosen: string | null) => choices.find((choice) => choice.value === chosen)?.label ?? placeholder}
          </Base.Value>
          <ChevronDown size={14} aria-hidden="true" className={styles.chevron} />
        </Base.Trigger>
        <Base.Portal container={overlays()}>
          <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={styles.popup}>
              <Base.List className={styles.list}>
                {choices.map((choice) => (
                  <Base.Item key={choice.value} value={choice.value} label={choice.label} className={styles.item}>
                    <Base.ItemText className={styles.itemText}>
                      {choice.label}
                      {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
                    </Base.ItemText>
                    <Base.ItemIndicator className={styles.indicator}>
                      <Check size={14} aria-hidden="true" />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}
