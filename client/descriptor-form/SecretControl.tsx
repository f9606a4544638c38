import { TextField } from '../ui/TextField.tsx';
import { hasStoredSecret } from './draft.ts';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';

/** A secret: it can be typed and replaced, and never read back. */
export function SecretControl({ field, form }: ControlProps<'secret'>) {
  return (
    <TextField
      type="password"
      autoComplete="new-password"
      label={field.label}
      hint={hintOf(field, form)}
      error={form.errorOf(field)}
      required={field.required}
      placeholder={hasStoredSecret(form.draft, field) ? 'Stored. Type to replace' : undefined}
      value={form.draft.secrets[field.name] ?? ''}
      onChange={(text) => form.setSecret(field, text)}
      onBlur={() => form.touch(field)}
    />
  );
}
