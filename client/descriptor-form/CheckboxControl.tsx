import { fieldValue } from '../../shared/checks/fields.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';

/** A box to tick; one that only private agents can follow is disabled elsewhere, and says why. */
export function CheckboxControl({ field, form }: ControlProps<'checkbox'>) {
  const checked = fieldValue(field, form.draft.settings) === true;
  const reason = field.privateAgentOnly ? form.surroundings.privateAgentsOnly : null;
  return (
    <Checkbox
      label={field.label}
      hint={reason ?? hintOf(field, form)}
      error={form.errorOf(field)}
      // What was ticked elsewhere can be cleared here.
      disabled={reason !== null && !checked}
      checked={checked}
      onChange={(next) => form.setValue(field, next)}
    />
  );
}
