import { classes } from './classes.ts';
import styles from './Progress.module.css';

export interface ProgressProps {
  label: string;
  /** 0 to 1; null while the total is unknown. */
  value: number | null;
  tone?: 'running' | 'success' | 'error';
}

/** A thin bar that shows how far something is. */
export function Progress({ label, value, tone = 'running' }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={classes(styles.track, styles[tone], percent === null && styles.unknown)}
    >
      <div className={styles.bar} style={percent === null ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
