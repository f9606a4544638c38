import { Plus, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { fieldValue } from '../../shared/checks/fields.ts';
import { Button } from '../ui/Button.tsx';
import { FieldFrame } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { VariableField } from '../variables/VariableField.tsx';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';
import styles from './RowsControl.module.css';

type Row = Record<string, string>;

/** Rows of texts, such as metadata, with buttons to add and remove. */
export function RowsControl({ field, form }: ControlProps<'rows'>) {
  const id = useId();
  const CellField = field.variables ? VariableField : TextField;
  const box = useRef<HTMLFieldSetElement>(null);
  const value = fieldValue(field, form.draft.settings);
  const rows: readonly Row[] = Array.isArray(value) ? value : [];
  const setRows = (next: Row[]) => form.setValue(field, next.length === 0 ? undefined : next);
  const add = () => {
    setRows([...rows, Object.fromEntries(field.columns.map((column) => [column.name, '']))]);
    requestAnimationFrame(() => {
      const inputs = box.current?.querySelectorAll('input') ?? [];
      inputs[inputs.length - field.columns.length]?.focus();
    });
  };
  return (
    <fieldset ref={box} aria-labelledby={`${id}-label`}>
      <FieldFrame
        id={id}
        labelFor={false}
        label={field.label}
        hint={hintOf(field, form)}
        error={form.errorOf(field)}
        required={field.required}
      >
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place
          <div key={index} className={styles.row}>
            {field.columns.map((column) => (
              <CellField
                key={column.name}
                hideLabel
                label={`${column.label} ${index + 1}`}
                placeholder={column.label}
                value={row[column.name] ?? ''}
                onChange={(text) => setRows(rows.with(index, { ...row, [column.name]: text }))}
                onBlur={() => form.touch(field)}
              />
            ))}
            <IconButton
              label={`Remove row ${index + 1}`}
              icon={<X size={14} />}
              onClick={() => setRows(rows.toSpliced(index, 1))}
            />
          </div>
        ))}
        <div>
          <Button
            size="small"
            icon={<Plus size={14} aria-hidden="true" />}
            aria-describedby={`${id}-label`}
            onClick={add}
          >
            Add row
          </Button>
        </div>
      </FieldFrame>
    </fieldset>
  );
}
