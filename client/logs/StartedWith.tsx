import type { RunGlobals } from '../../shared/api/variables.ts';
import styles from './StartedWith.module.css';

/** The values of variables that a run was started with; nothing when there were none. */
export function StartedWith({ globals, withheld }: RunGlobals) {
  const values = Object.entries(globals);
  if (values.length + withheld.length === 0) return null;
  return (
    <div className={styles.values}>
      <dt>Started with</dt>
      <dd>
        {values.map(([name, value]) => (
          <span key={name} className={styles.value} title={value}>
            {name} = <code>{value}</code>
          </span>
        ))}
        {withheld.map((name) => (
          <span
            key={name}
            className={styles.value}
            title="The variable has been hidden since: Run again leaves it out."
          >
            {name} (hidden)
          </span>
        ))}
      </dd>
    </div>
  );
}
