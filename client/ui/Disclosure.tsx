import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './Disclosure.module.css';

export interface DisclosureProps {
  title: string;
  /** Beside the title, e.g. a count. */
  note?: ReactNode;
  defaultOpen?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A section that folds. What is folded away keeps its state. */
export function Disclosure({ title, note, defaultOpen = false, open, onOpenChange, children }: DisclosureProps) {
  const id = useId();
  const [own, setOwn] = useState(defaultOpen);
  const isOpen = open ?? own;
  return (
    <div className={styles.root}>
      <button
        type="button"
        className={styles.trigger}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setOwn(!isOpen);
          onOpenChange?.(!isOpen);
        }}
      >
        <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
        <span>{title}</span>
        {note}
      </button>
      <div id={id} className={styles.panel} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}
