import type { Field } from '../../shared/connector.ts';
import { wholeReference } from '../../shared/variables/template.ts';
import { hasStoredSecret } from './draft.ts';
import type { FormHandle } from './form-handle.ts';

/**
 * Takes what was typed where a variable can stand in a secret's place. Gives what stays in the box, and is not kept: what is typed
 * beside a reference might be a secret. Null once it is a reference alone, which is kept.
 */
export function typeReference(
  form: Pick<FormHandle, 'draft' | 'setValue' | 'setSecret'>,
  field: Field,
  text: string,
): string | null {
  if (wholeReference(text) === null) {
    // What is stored as a secret stays until something takes its place: whoever looks for a variable may choose none.
    if (!hasStoredSecret(form.draft, field)) form.setValue(field, undefined);
    return text;
  }
  form.setValue(field, text);
  form.setSecret(field, '');
  return null;
}
