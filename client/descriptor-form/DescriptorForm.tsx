import { useState } from 'react';
import { allFields } from '../../shared/checks/fields.ts';
import type { Field, Section } from '../../shared/connector.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import styles from './DescriptorForm.module.css';
import { FieldControl } from './FieldControl.tsx';
import type { FormHandle } from './form-handle.ts';
import { type FieldTree, visibleTree } from './order.ts';

/** The sections of a screen, drawn from a connector's descriptor. */
export function DescriptorForm({ sections, form }: { sections: readonly Section[]; form: FormHandle }) {
  const all = allFields(sections);
  return sections.map((section, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the sections of a descriptor never change their order
    <SectionView key={index} section={section} all={all} form={form} />
  ));
}

function SectionView({ section, all, form }: { section: Section; all: readonly Field[]; form: FormHandle }) {
  const [isOpen, setOpen] = useState(false);
  const trees = visibleTree(section.fields, form.draft.settings, all);
  const fields = <Fields trees={trees} form={form} />;
  if (!section.folded)
    return (
      <div className={styles.section}>
        {section.title && <h2 className={styles.title}>{section.title}</h2>}
        {fields}
      </div>
    );
  const visible = flatten(trees);
  const used = visible.filter((field) => isUsed(field, form)).length;
  return (
    <div className={styles.section}>
      <Disclosure
        title={section.title ?? ''}
        note={used > 0 && <span className={styles.used} aria-hidden="true">{`${used} set`}</span>}
        open={isOpen || visible.some((field) => form.errorOf(field) !== null)}
        onOpenChange={setOpen}
      >
        <div className={styles.folded}>{fields}</div>
      </Disclosure>
    </div>
  );
}

function Fields({ trees, form }: { trees: readonly FieldTree[]; form: FormHandle }) {
  return trees.map(({ field, nested }) => (
    <div key={`${field.name} ${field.control}`} className={styles.field} data-control={field.control}>
      <FieldControl field={field} form={form} />
      {nested.length > 0 && (
        <div className={styles.nested}>
          <Fields trees={nested} form={form} />
        </div>
      )}
    </div>
  ));
}

function flatten(trees: readonly FieldTree[]): Field[] {
  return trees.flatMap(({ field, nested }) => [field, ...flatten(nested)]);
}

function isUsed(field: Field, form: FormHandle): boolean {
  return form.draft.settings[field.name] !== undefined || form.draft.secrets[field.name] !== undefined;
}
