import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './ProjectHistoryDialog.module.css';

/** What a list by pages is made from. */
export interface Paged {
  /** Null until the first answer. */
  isEmpty: boolean | null;
  error: Error | null;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  loadOlder(): void;
  retry(): void;
}

/** A list that goes on: the states it can be in, and the button for older ones. */
export function Pages({
  paged,
  empty,
  children,
}: {
  paged: Paged;
  empty: { title: string; text: string };
  children: ReactNode;
}) {
  if (paged.error && paged.isEmpty === null)
    return (
      <div className={styles.scroller}>
        <EmptyState
          title="The history can’t be shown"
          text={paged.error.message}
          action={<Button onClick={paged.retry}>Try again</Button>}
        />
      </div>
    );
  if (paged.isEmpty === null)
    return (
      <div className={styles.foot} role="status">
        <Spinner size={16} />
        <span className="visually-hidden">Loading the history</span>
      </div>
    );
  if (paged.isEmpty)
    return (
      <div className={styles.scroller}>
        <EmptyState {...empty} />
      </div>
    );
  return (
    <div className={styles.scroller}>
      {children}
      {paged.hasOlder && (
        <div className={styles.foot}>
          <Button busy={paged.isLoadingOlder} onClick={paged.loadOlder}>
            Show older
          </Button>
        </div>
      )}
    </div>
  );
}
