import { useEffect, useState } from 'react';
import { AUDIT_KIND_NAMES, AUDIT_KINDS, AuditKind } from '../../../shared/api/audit.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { usePeople } from '../people/use-people.ts';
import own from './AuditLog.module.css';
import { AUDIT_RANGES, type AuditSearch } from './audit-search.ts';
import { useProjectNames } from './use-audit.ts';

const KINDS = [
  { value: '', label: 'All kinds' },
  ...AUDIT_KINDS.map((kind) => ({ value: kind, label: AUDIT_KIND_NAMES[kind] })),
];
const RANGES = AUDIT_RANGES.map(({ value, label }) => ({ value, label }));
/** A pause in typing after which the server is asked. */
const PAUSE_MS = 250;

interface AuditFiltersProps {
  search: AuditSearch;
  onSearch(search: AuditSearch): void;
}

/** What the audit log is searched by: words, person, kind, project and time. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const people = usePeople().data ?? [];
  const projects = useProjectNames().data ?? [];
  const [typed, setTyped] = useState(search.words);
  const [known, setKnown] = useState(search.words);
  if (known !== search.words) {
    setKnown(search.words);
    setTyped(search.words);
  }
  useEffect(() => {
    if (typed === search.words) return;
    const timer = setTimeout(() => onSearch({ ...search, words: typed }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search, onSearch]);
  return (
    <search className={own.filters} aria-label="Filters of the audit log">
      <SearchField label="Search the audit log" placeholder="Search words" value={typed} onChange={setTyped} />
      {people.length > 0 && (
        <Combobox
          hideLabel
          label="Person"
          value={search.personId ?? ''}
          choices={[
            { value: '', label: 'All people' },
            ...people.map(({ id, name, userName }) => ({ value: id, label: name, hint: userName })),
          ]}
          onChange={(next) => onSearch({ ...search, personId: next === '' ? null : next })}
        />
      )}
      <Select
        hideLabel
        label="Kind"
        placeholder="All kinds"
        value={search.kind ?? ''}
        choices={KINDS}
        onChange={(next) => onSearch({ ...search, kind: AuditKind.safeParse(next).data ?? null })}
      />
      <Combobox
        hideLabel
        label="Project"
        value={search.projectId ?? ''}
        choices={[
          { value: '', label: 'All projects' },
          ...projects.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(next) => onSearch({ ...search, projectId: next === '' ? null : next })}
      />
      <Select
        hideLabel
        label="Time"
        value={search.range}
        choices={RANGES}
        onChange={(next) => {
          const range = AUDIT_RANGES.find(({ value }) => value === next)?.value;
          if (range) onSearch({ ...search, range });
        }}
      />
      {search.range === 'between' && (
        <div className={own.days}>
          <TextField
            type="date"
            label="From"
            value={search.from}
            max={search.to || undefined}
            onChange={(from) => onSearch({ ...search, from })}
          />
          <TextField
            type="date"
            label="To"
            value={search.to}
            min={search.from || undefined}
            onChange={(to) => onSearch({ ...search, to })}
          />
        </div>
      )}
    </search>
  );
}
