import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Field } from '../../shared/connector.ts';
import styles from './field-hint.module.css';
import type { FormHandle } from './form-handle.ts';

/** What stands under a control: its warning when there is one, else its hint; null when there is neither. */
export function hintOf(field: Field, form: FormHandle): ReactNode {
  const warning = form.warningOf(field);
  if (warning === null) return field.hint ?? null;
  return (
    <span className={styles.warning}>
      <TriangleAlert size={14} aria-hidden="true" />
      <span>
        <span className="visually-hidden">Warning: </span>
        {warning}
      </span>
    </span>
  );
}
