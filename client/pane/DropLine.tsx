import type { DropPlace } from './drop-place.ts';
import styles from './Pane.module.css';

/** Where the dragged row would go. */
export function DropLine({ place, rowHeight }: { place: DropPlace; rowHeight: number }) {
  return (
    <div className={styles.dropLine} style={{ top: place.line * rowHeight - 1, left: 8 + (place.level - 1) * 16 }} />
  );
}
