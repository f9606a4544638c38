import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
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

/** A row of tabs over the content of the chosen one, which fills the rest of its parent. */
export function Tabs({ label, tabs, value, onChange, trailing }: TabsProps) {
  return (
    <Base.Root className={styles.root} value={value} onValueChange={(next) => onChange(String(next))}>
      <div className={styles.row}>
        <Base.List className={styles.list} aria-label={label} activateOnFocus>
          {tabs.map((tab) => (
            <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {trailing && <div className={styles.trailing}>{trailing}</div>}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={styles.panel}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
