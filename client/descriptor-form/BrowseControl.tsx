import { RotateCw } from 'lucide-react';
import { useId, useState } from 'react';
import { fieldValue } from '../../shared/checks/fields.ts';
import { Button } from '../ui/Button.tsx';
import { FieldFrame } from '../ui/Field.tsx';
import { formatCount } from '../ui/format.ts';
import { useReadOnly } from '../ui/read-only.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './BrowseControl.module.css';
import { BrowseTable } from './BrowseTable.tsx';
import { searchItems } from './browse-search.ts';
import { hintOf } from './field-hint.tsx';
import type { ControlProps } from './form-handle.ts';
import { useBrowse } from './use-browse.ts';

/** A searchable table of what the endpoint offers, to choose one from. */
export function BrowseControl({ field, form }: ControlProps<'browse'>) {
  const id = useId();
  const [search, setSearch] = useState('');
  const { projectId, connectionId } = form.surroundings;
  const readOnly = useReadOnly() !== null;
  const { items, failure, loading, refresh } = useBrowse(projectId, readOnly ? null : connectionId, field.browse);
  const value = fieldValue(field, form.draft.settings);
  const chosen = typeof value === 'string' ? value : '';
  const found = items === null ? null : searchItems(items, search, field.columns);
  const isListed = items === null || chosen === '' || items.some((item) => item.id === chosen);

  return (
    <FieldFrame
      id={id}
      labelFor={false}
      label={field.label}
      hint={hintOf(field, form)}
      error={form.errorOf(field)}
      required={field.required}
    >
      <p className={styles.chosen}>
        {chosen === '' ? (
          <span className={styles.none}>Nothing is selected.</span>
        ) : (
          <>
            Selected: <strong>{chosen}</strong>
            {!isListed && <span className={styles.none}> (this connection does not list it)</span>}
          </>
        )}
      </p>
      {!readOnly && (
        <div className={styles.frame}>
          <div className={styles.bar}>
            <div className={styles.search}>
              <SearchField label="Search" value={search} onChange={setSearch} />
            </div>
            <Button icon={<RotateCw size={14} aria-hidden="true" />} busy={loading} onClick={refresh}>
              Refresh
            </Button>
          </div>
          <div className={styles.content} aria-busy={loading}>
            {failure && (
              <div role="alert" className={styles.failure}>
                <p>{failure.message}</p>
                {failure.todo !== '' && <p className={styles.todo}>{failure.todo}</p>}
              </div>
            )}
            {found === null && !failure && (
              <p role="status" className={styles.message}>
                <Spinner size={14} /> Asking an agent…
              </p>
            )}
            {items?.length === 0 && <p className={styles.message}>{field.empty}</p>}
            {items !== null && items.length > 0 && found?.length === 0 && (
              <p className={styles.message}>Nothing matches “{search}”.</p>
            )}
            {found !== null && found.length > 0 && (
              <BrowseTable
                labelledBy={`${id}-label`}
                columns={field.columns}
                items={found}
                chosen={chosen}
                required={field.required === true}
                invalid={form.errorOf(field) !== null}
                onChoose={(next) => {
                  form.setValue(field, next);
                  form.touch(field);
                }}
              />
            )}
          </div>
          <p role="status" className="visually-hidden">
            {found !== null && `${formatCount(found.length)} found`}
          </p>
        </div>
      )}
    </FieldFrame>
  );
}
