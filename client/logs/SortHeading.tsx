import { ArrowDown, ArrowUp } from 'lucide-react';
import type { RunSort } from '../../shared/runs/run-query.ts';
import { classes } from '../ui/classes.ts';
import styles from './SortHeading.module.css';

interface SortHeadingProps {
  label: string;
  /** The orders that clicks on it go through. */
  orders: readonly RunSort[];
  sort: RunSort;
  onSort: (sort: RunSort) => void;
  className?: string | undefined;
}

/** A column's heading that puts the rows in its order; the next click takes its other order, or the usual one back. */
export function SortHeading({ label, orders, sort, onSort, className }: SortHeadingProps) {
  const at = orders.indexOf(sort);
  const Arrow = sort === 'oldest' ? ArrowUp : ArrowDown;
  const order = sort === 'oldest' ? 'ascending' : 'descending';
  return (
    <th scope="col" className={className} aria-sort={at < 0 ? undefined : order}>
      <button
        type="button"
        className={classes(styles.heading)}
        onClick={() => onSort(orders[at + 1] ?? (at < 0 ? (orders[0] ?? 'newest') : 'newest'))}
      >
        {label}
        {at >= 0 && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}
