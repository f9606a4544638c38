import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
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
  return (
    <Collapsible.Root
      className={styles.root}
      defaultOpen={defaultOpen}
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => onOpenChange?.(next)}
    >
      <Collapsible.Trigger className={styles.trigger}>
        <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
        <span>{title}</span>
        {note}
      </Collapsible.Trigger>
      <Collapsible.Panel className={styles.panel} keepMounted>
        {children}
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
