import { ViewportPortal } from '@xyflow/react';
import styles from './Dots.module.css';
import type { Size } from './viewport.ts';

/** The dots behind the operations. `width` and `height` of all that can come into view. */
export function Dots({ width, height }: Size) {
  return (
    <ViewportPortal>
      <div className={styles.dots} style={{ width, height }} aria-hidden="true" />
    </ViewportPortal>
  );
}
