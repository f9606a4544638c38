import { fieldValue } from '../../shared/checks/fields.ts';
import { TextField } from '../ui/TextField.tsx';
import { VariableField } from '../variables/VariableField.tsx';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';

/** One line of text. */
export function TextControl({ field, form }: ControlProps<'text'>) {
  const value = fieldValue(field, form.draft.settings);
  if (field.variables)
    return (
      <VariableField
        label={field.label}
        hint={hintOf(field, form)}
        error={form.errorOf(field)}
        required={field.required}
        placeholder={field.placeholder}
        lines={field.lines}
        value={typeof value === 'string' ? value : ''}
        onChange={(text) => form.setValue(field, text)}
        onBlur={() => form.touch(field)}
      />
    );
  return (
    <TextField
      label={field.label}
      hint={hintOf(field, form)}
      error={form.errorOf(field)}
      required={field.required}
      placeholder={field.placeholder}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => form.setValue(field, text)}
      onBlur={() => form.touch(field)}
    />
  );
}
