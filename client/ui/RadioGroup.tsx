import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import { useId } from 'react';
import styles from './Choice.module.css';
import { classes } from './classes.ts';
import { describedBy, FieldFrame, type FieldProps } from './Field.tsx';
import { useReadOnly } from './read-only.ts';
import type { SelectChoice } from './Select.tsx';

export interface RadioGroupProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  choices: readonly SelectChoice[];
  /** Side by side (the default) or one beneath the other. */
  layout?: 'row' | 'column';
}

/** One choice out of a few that all show. */
export function RadioGroup({ value, onChange, choices, layout = 'row', ...field }: RadioGroupProps) {
  const id = useId();
  const readOnly = useReadOnly() !== null;
  return (
    <FieldFrame id={id} labelFor={false} {...field}>
      <Base
        value={value}
        disabled={field.disabled ?? false}
        readOnly={readOnly}
        onValueChange={(next) => onChange(next)}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(id, field)}
        className={layout === 'row' ? styles.beside : styles.beneath}
      >
        {choices.map((choice) => (
          <div key={choice.value} className={styles.choice}>
            <label className={classes(styles.row, field.disabled && styles.disabled)} htmlFor={`${id}-${choice.value}`}>
              <Radio.Root
                id={`${id}-${choice.value}`}
                value={choice.value}
                className={classes(styles.box, styles.round)}
                aria-describedby={choice.hint ? `${id}-${choice.value}-hint` : undefined}
              >
                <Radio.Indicator className={styles.dot} />
              </Radio.Root>
              <span>{choice.label}</span>
            </label>
            {choice.hint && (
              <p className={styles.choiceHint} id={`${id}-${choice.value}-hint`}>
                {choice.hint}
              </p>
            )}
          </div>
        ))}
      </Base>
    </FieldFrame>
  );
}
