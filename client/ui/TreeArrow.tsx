import { ChevronRight } from 'lucide-react';
import { classes } from './classes.ts';
import styles from './Tree.module.css';

/** For the pointer alone: the arrow keys do the same. */
export function TreeArrow({ expanded, onToggle }: { expanded: boolean | null; onToggle: () => void }) {
  if (expanded === null) return <span className={styles.arrow} />;
  return (
    <span
      className={classes(styles.arrow, styles.toggle)}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <ChevronRight size={14} className={expanded ? styles.open : undefined} />
    </span>
  );
}
