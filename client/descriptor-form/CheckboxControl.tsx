import { fieldValue } from '../../shared/checks/fields.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';

/** A box to tick; one that only private agents can follow is disabled elsewhere, and says why. */
export function CheckboxControl({ field, form }: ControlProps<'checkbox'>) {
  const reason = field.privateAgentOnly ? form.surroundings.privateAgentsOnly : null;
  return (
    <Checkbox
      label={field.label}
      hint={reason ?? hintOf(field, form)}
      error={form.errorOf(field)}
      disabled={reason !== null}
      checked={fieldValue(field, form.draft.settings) === true}
      onChange={(checked) => form.setValue(field, checked)}
    />
  );
}
