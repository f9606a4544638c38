import { useEffect, useState } from 'react';
import { RunState } from '../../shared/runs/run.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './LogFilters.module.css';
import { type LogSearch, TIME_RANGES } from './log-search.ts';

const STATES = [
  { value: '', label: 'All statuses' },
  ...RunState.options.map((state) => ({ value: state, label: state })),
];
const RANGES = TIME_RANGES.map(({ value, label }) => ({ value, label }));
/** A pause in typing after which the server is asked. */
const PAUSE_MS = 250;

interface LogFiltersProps {
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
  status: RunState | null;
  onStatus: (status: RunState | null) => void;
}

/** What the table of runs shows: text, time range and status. */
export function LogFilters({ search, onSearch, status, onStatus }: LogFiltersProps) {
  const [typed, setTyped] = useState(search.text);
  useEffect(() => {
    if (typed === search.text) return;
    const timer = setTimeout(() => onSearch({ ...search, text: typed }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search, onSearch]);
  return (
    <div className={styles.filters}>
      <div className={styles.text} title="By the operation's name; message=… finds words of the log">
        <SearchField label="Search runs" value={typed} onChange={setTyped} />
      </div>
      <div className={styles.range}>
        <Select
          hideLabel
          label="Time range"
          value={search.range}
          choices={RANGES}
          onChange={(next) => {
            const range = TIME_RANGES.find(({ value }) => value === next)?.value;
            if (range) onSearch({ ...search, range });
          }}
        />
      </div>
      <div className={styles.status}>
        <Select
          hideLabel
          label="Status"
          placeholder="All statuses"
          value={status ?? ''}
          choices={STATES}
          onChange={(next) => onStatus(RunState.safeParse(next).data ?? null)}
        />
      </div>
    </div>
  );
}
