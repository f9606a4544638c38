import type { Field } from '../../shared/connector.ts';
import { BrowseControl } from './BrowseControl.tsx';
import { CheckboxControl } from './CheckboxControl.tsx';
import { RadioControl, SelectControl } from './ChoiceControl.tsx';
import type { FormHandle } from './form-handle.ts';
import { NumberControl } from './NumberControl.tsx';
import { RowsControl } from './RowsControl.tsx';
import { SecretControl } from './SecretControl.tsx';
import { TextControl } from './TextControl.tsx';
import { TreeControl } from './TreeControl.tsx';

/** Draws one field by its control. */
export function FieldControl({ field, form }: { field: Field; form: FormHandle }) {
  switch (field.control) {
    case 'text':
      return field.tree ? <TreeControl field={field} form={form} /> : <TextControl field={field} form={form} />;
    case 'secret':
      return <SecretControl field={field} form={form} />;
    case 'number':
      return <NumberControl field={field} form={form} />;
    case 'select':
      return <SelectControl field={field} form={form} />;
    case 'radio':
      return <RadioControl field={field} form={form} />;
    case 'checkbox':
      return <CheckboxControl field={field} form={form} />;
    case 'rows':
      return <RowsControl field={field} form={form} />;
    case 'browse':
      return <BrowseControl field={field} form={form} />;
  }
}
