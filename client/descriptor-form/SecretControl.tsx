import { Braces } from 'lucide-react';
import { useState } from 'react';
import { wholeReference } from '../../shared/variables/template.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { VariableField } from '../variables/VariableField.tsx';
import { hasStoredSecret } from './draft.ts';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';
import { typeReference } from './type-reference.ts';

/** A secret: it can be typed and replaced, and never read back. In its place a variable can stand, alone. */
export function SecretControl({ field, form }: ControlProps<'secret'>) {
  const stored = form.draft.settings[field.name];
  const reference = typeof stored === 'string' && wholeReference(stored) ? stored : null;
  /** What is typed that is no reference yet. */
  const [choosing, setChoosing] = useState<string | null>(null);
  const common = {
    label: field.label,
    hint: hintOf(field, form),
    error: form.errorOf(field),
    required: field.required,
  };
  if (field.variables && (reference !== null || choosing !== null))
    return (
      <VariableField
        {...common}
        opensAtOnce={reference === null}
        value={choosing ?? reference ?? ''}
        onChange={(text) => setChoosing(typeReference(form, field, text))}
        onBlur={() => {
          setChoosing(null);
          form.touch(field);
        }}
      />
    );
  const typed = form.draft.secrets[field.name] ?? '';
  return (
    <TextField
      {...common}
      type="password"
      autoComplete="new-password"
      placeholder={hasStoredSecret(form.draft, field) ? 'Stored. Type to replace' : undefined}
      value={typed}
      onChange={(text) =>
        field.variables && typed === '' && text === '[' ? setChoosing('') : form.setSecret(field, text)
      }
      onBlur={() => form.touch(field)}
      trailing={
        field.variables && (
          <IconButton
            size="small"
            label="Insert a variable"
            icon={<Braces size={14} aria-hidden="true" />}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setChoosing('')}
          />
        )
      }
    />
  );
}
