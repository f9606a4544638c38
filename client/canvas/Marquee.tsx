import { ViewportPortal } from '@xyflow/react';
import type { RefObject } from 'react';
import type { Layout } from './layout.ts';
import styles from './Marquee.module.css';
import { placed } from './placed.ts';
import { useMarquee } from './use-marquee.ts';

/** The rectangle by which things are being selected. */
export function Marquee(props: { root: RefObject<HTMLElement | null>; drawn: Layout; isPanning: boolean }) {
  const box = useMarquee(props.root, props.drawn, props.isPanning);
  if (!box) return null;
  return (
    <ViewportPortal>
      <div className={styles.marquee} style={placed(box)} data-marquee />
    </ViewportPortal>
  );
}
