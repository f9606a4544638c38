import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Hint.module.css';
import { IconButton } from './IconButton.tsx';

export interface HintProps {
  children: ReactNode;
  onDismiss: () => void;
  /** The side of the thing it explains on which it stands: the arrow points the other way. */
  side?: 'left' | 'right' | 'above' | 'below';
}

/** One sentence that points at a control, until somebody dismisses it. Its parent places it (`position: relative`). */
export function Hint({ children, onDismiss, side = 'below' }: HintProps) {
  return (
    <div className={classes(styles.hint, styles[side])} role="note">
      <span>{children}</span>
      <IconButton label="Dismiss hint" size="small" icon={<X size={14} />} onClick={onDismiss} />
    </div>
  );
}
