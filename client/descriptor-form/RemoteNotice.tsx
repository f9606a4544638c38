import { TriangleAlert } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import type { RemoteChange } from './editing.ts';
import styles from './RemoteNotice.module.css';

interface RemoteNoticeProps {
  remote: RemoteChange;
  /** E.g. `connection`. */
  what: string;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Says that somebody else has changed what is on the screen; nothing that was typed is lost by it. */
export function RemoteNotice({ remote, what, onTakeTheirs, onKeepMine }: RemoteNoticeProps) {
  if (remote === 'none') return null;
  return (
    <div role="alert" className={styles.notice}>
      <TriangleAlert size={16} aria-hidden="true" />
      {remote === 'changed' ? (
        <>
          <p className={styles.text}>
            This {what} was changed elsewhere while you were editing it. Saving replaces that change.
          </p>
          <Button size="small" onClick={onKeepMine}>
            Keep mine
          </Button>
          <Button size="small" onClick={onTakeTheirs}>
            Load their version
          </Button>
        </>
      ) : (
        <p className={styles.text}>
          This {what} was deleted elsewhere while you were editing it. Saving makes it again.
        </p>
      )}
    </div>
  );
}
