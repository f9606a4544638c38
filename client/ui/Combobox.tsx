import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronDown } from 'lucide-react';
import { useId } from 'react';
import styles from './Combobox.module.css';
import { classes } from './classes.ts';
import control from './control.module.css';
import { describedBy, FieldFrame, type FieldProps } from './Field.tsx';
import { overlays } from './overlays.ts';
import { useReadOnly } from './read-only.ts';
import select from './Select.module.css';
import type { SelectChoice } from './Select.tsx';

export interface ComboboxProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  choices: readonly SelectChoice[];
  placeholder?: string | undefined;
  /** So many are listed at most; typing finds the others. All by default. */
  most?: number;
}

/** One choice out of many: the list narrows as one types. What is typed and not chosen is given up on leaving. */
export function Combobox({
  value,
  onChange,
  onBlur,
  choices,
  placeholder = 'Search…',
  most = -1,
  ...field
}: ComboboxProps) {
  const id = useId();
  const readOnly = useReadOnly() !== null;
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <FieldFrame id={id} {...field}>
      <Base.Root
        items={choices}
        value={chosen}
        autoHighlight
        limit={most}
        disabled={field.disabled ?? false}
        required={field.required ?? false}
        readOnly={readOnly}
        isItemEqualToValue={(a: SelectChoice, b: SelectChoice) => a.value === b.value}
        onValueChange={(next: SelectChoice | null) => {
          if (next) onChange(next.value);
        }}
      >
        <Base.InputGroup
          className={classes(control.box, field.error && control.invalid, field.disabled && control.disabled)}
          data-readonly={readOnly || undefined}
        >
          <Base.Input
            id={id}
            className={control.input}
            placeholder={placeholder}
            required={field.required}
            aria-invalid={field.error ? true : undefined}
            aria-describedby={describedBy(id, field)}
            onFocus={(event) => event.target.select()}
            onBlur={onBlur}
          />
          <Base.Trigger className={styles.trigger} aria-label={`Show all: ${field.label}`} tabIndex={-1}>
            <ChevronDown size={14} aria-hidden="true" />
          </Base.Trigger>
        </Base.InputGroup>
        <Base.Portal container={overlays()}>
          <Base.Positioner className={select.positioner} sideOffset={4}>
            <Base.Popup className={select.popup}>
              <Base.Empty className={styles.empty}>Nothing matches.</Base.Empty>
              <Base.List>
                {(choice: SelectChoice) => (
                  <Base.Item key={choice.value} value={choice} className={select.item}>
                    <span className={select.itemText}>
                      {choice.label}
                      {choice.hint && <span className={select.hint}>{choice.hint}</span>}
                    </span>
                    <Base.ItemIndicator className={select.indicator}>
                      <Check size={14} aria-hidden="true" />
                    </Base.ItemIndicator>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}
