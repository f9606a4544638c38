import type { Tone } from './run-tone.ts';
import styles from './StateDot.module.css';

/** A state: a coloured dot and its words, bold while something is going on. */
export function StateDot({ tone, text }: { tone: Tone; text: string }) {
  return (
    <span className={styles.state} data-tone={tone}>
      <span className={styles.dot} aria-hidden="true" />
      {text}
    </span>
  );
}
