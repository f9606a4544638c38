import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './ProjectHistoryDialog.module.css';

export interface EntryProps {
  /** The lines that always show. */
  head: ReactNode;
  /** Stands at the right: what can be done with it. */
  action: ReactNode;
  /** What shows when it is opened; drawn then only. */
  children: ReactNode;
}

/** One line of the history, which opens. */
export function Entry({ head, action, children }: EntryProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
          <span className={styles.texts}>{head}</span>
        </button>
        {action}
      </div>
      {isOpen && (
        <div id={id} className={styles.detail}>
          {children}
        </div>
      )}
    </li>
  );
}
