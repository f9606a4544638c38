import { useId } from 'react';
import type { BrowseItem } from '../../shared/connector.ts';
import { formatCount, formatExactTime, formatTime } from '../ui/format.ts';
import styles from './BrowseTable.module.css';

/** As many rows as are drawn; searching brings up the others. */
const MOST_ROWS = 200;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

interface BrowseTableProps {
  labelledBy: string;
  columns: readonly { name: string; label: string }[];
  items: readonly BrowseItem[];
  chosen: string;
  required: boolean;
  invalid: boolean;
  onChoose: (id: string) => void;
}

/** A table with a radio button in each row: arrows choose, as in any radio group. */
export function BrowseTable({ labelledBy, columns, items, chosen, required, invalid, onChoose }: BrowseTableProps) {
  const group = useId();
  const shown = items.slice(0, MOST_ROWS);
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} aria-required={required} aria-invalid={invalid || undefined}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.mark}>
              <span className="visually-hidden">Selected</span>
            </th>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <tr key={item.id} data-chosen={item.id === chosen || undefined} onClick={() => onChoose(item.id)}>
              <td className={styles.mark}>
                <input
                  type="radio"
                  name={group}
                  aria-label={item.id}
                  checked={item.id === chosen}
                  onChange={() => onChoose(item.id)}
                />
              </td>
              {columns.map((column) => (
                <td key={column.name}>
                  <Cell text={item.cells[column.name] ?? ''} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {items.length > shown.length && (
        <p className={styles.more}>
          {formatCount(shown.length)} of {formatCount(items.length)} are shown. Search to narrow them down.
        </p>
      )}
    </div>
  );
}

function Cell({ text }: { text: string }) {
  if (!TIME.test(text)) return text;
  return (
    <time dateTime={text} title={formatExactTime(text)}>
      {formatTime(text)}
    </time>
  );
}
