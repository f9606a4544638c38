import LogsDrawer from '../logs/LogsDrawer.tsx';
import styles from './LogsPage.module.css';

/** A project for those who may view its logs, and not its design. */
export default function LogsPage() {
  return (
    <section className={styles.logs} aria-label="Logs">
      <LogsDrawer isAlone />
    </section>
  );
}
