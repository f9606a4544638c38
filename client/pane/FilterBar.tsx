import { useId } from 'react';
import { FILTERS, type Filter } from '../state/pane-slice.ts';
import styles from './FilterBar.module.css';
import { FILTER_NAMES } from './filter.ts';

/** Chooses what the **Components** tab shows, one at a time. */
export function FilterBar({ value, onChange }: { value: Filter; onChange: (filter: Filter) => void }) {
  const name = useId();
  return (
    <fieldset className={styles.bar}>
      <legend className={styles.legend}>Filter</legend>
      {FILTERS.map((filter) => (
        <label key={filter} className={styles.choice}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={filter === value}
            onChange={() => onChange(filter)}
          />
          {FILTER_NAMES[filter]}
        </label>
      ))}
    </fieldset>
  );
}
