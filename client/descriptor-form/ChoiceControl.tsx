import { fieldValue } from '../../shared/checks/fields.ts';
import { Combobox } from '../ui/Combobox.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { Select } from '../ui/Select.tsx';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';

/** From this many choices on, a list is searched by typing. */
const SEARCHED_FROM = 16;

/** One choice of a list; a long list can be searched. */
export function SelectControl({ field, form }: ControlProps<'select'>) {
  const value = fieldValue(field, form.draft.settings);
  const List = field.choices.length >= SEARCHED_FROM ? Combobox : Select;
  return (
    <List
      label={field.label}
      hint={hintOf(field, form)}
      error={form.errorOf(field)}
      required={field.required}
      choices={field.choices}
      placeholder={field.choices.find((choice) => choice.value === '')?.label}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => form.setValue(field, next)}
      onBlur={() => form.touch(field)}
    />
  );
}

/** One choice of a few that all show. */
export function RadioControl({ field, form }: ControlProps<'radio'>) {
  const value = fieldValue(field, form.draft.settings);
  return (
    <RadioGroup
      label={field.label}
      hint={hintOf(field, form)}
      error={form.errorOf(field)}
      required={field.required}
      choices={field.choices}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => form.setValue(field, next)}
    />
  );
}
