import { ArrowRight } from 'lucide-react';
import styles from './ActivityGlyph.module.css';
import { ConnectorIcon } from './ConnectorIcon.tsx';

export interface ActivityGlyphProps {
  connector: string;
  /** Does data leave the endpoint (the arrow stands after the icon), or enter it (before)? */
  direction: 'source' | 'target';
  size?: number;
}

/** A connector's icon with an arrow that leaves or enters it: what an activity of it does, at a glance. Decorative. */
export function ActivityGlyph({ connector, direction, size = 16 }: ActivityGlyphProps) {
  const arrow = <ArrowRight size={Math.round(size * 0.7)} strokeWidth={2.5} className={styles.arrow} />;
  return (
    <span className={styles.glyph} aria-hidden="true">
      {direction === 'target' && arrow}
      <ConnectorIcon connector={connector} size={size} />
      {direction === 'source' && arrow}
    </span>
  );
}
