import { Fragment } from 'react';
import { type SheetRow, shortcutSheet } from '../commands/shortcut-sheet.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import styles from './ShortcutsDialog.module.css';

/** The sheet of all keys. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" size="large">
      <div className={styles.columns}>
        {shortcutSheet().map(({ title, rows }) => (
          <Section key={title} title={title} rows={rows} />
        ))}
      </div>
    </Dialog>
  );
}

function Section({ title, rows }: { title: string; rows: readonly SheetRow[] }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {rows.map((row) => (
          <div key={row.title} className={styles.row}>
            <dt>{row.title}</dt>
            <dd className={styles.keys}>
              {row.keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className={styles.or}>or</span>}
                  <Keys shortcut={key} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
