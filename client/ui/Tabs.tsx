import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import styles from './Tabs.module.css';

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

export interface TabsProps {
  /** The accessible name of the row of tabs. */
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
  /** Stands at the right end of the row. */
  trailing?: ReactNode;
}

/** A row of tabs over the content of the chosen one, which fills the rest of its parent. Arrows, Home and End choose. */
export function Tabs({ label, tabs, value, onChange, trailing }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = tabs.find((tab) => tab.id === value);
  const walk = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === value);
    const index = nextTab(event.key, at, tabs.length);
    const next = index === null ? undefined : tabs[index];
    if (index === null || !next) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[index]?.focus();
  };
  return (
    <div className={styles.root}>
      <div className={styles.row}>
        <div ref={list} className={styles.list} role="tablist" aria-label={label} onKeyDown={walk}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${id}-tab-${tab.id}`}
              aria-selected={tab.id === value}
              aria-controls={tab.id === value ? `${id}-panel` : undefined}
              tabIndex={tab.id === value ? 0 : -1}
              className={styles.tab}
              onClick={() => onChange(tab.id)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {trailing && <div className={styles.trailing}>{trailing}</div>}
      </div>
      {chosen && (
        <div
          key={chosen.id}
          id={`${id}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-tab-${chosen.id}`}
          className={styles.panel}
        >
          {chosen.content}
        </div>
      )}
    </div>
  );
}

/** The tab that a key goes to, from the one at `at`; null for every other key. */
function nextTab(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
