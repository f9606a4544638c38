import { commands } from '../commands/commands.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import { PALETTE_KEY, SHEET_KEY } from './frame-keys.ts';
import styles from './ShortcutsDialog.module.css';

interface Row {
  title: string;
  keys: readonly string[];
}

/** Keys that belong to no command: how one moves about. */
const MOVING: readonly Row[] = [
  { title: 'Walk operations, steps and rows', keys: ['↑', '↓', '←', '→'] },
  { title: 'Add to the selection', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
  { title: 'Select every operation, or nothing', keys: ['Mod+A', 'Esc'] },
  { title: 'Open the actions menu', keys: ['Shift+F10'] },
  { title: 'Place an activity, from the palette', keys: ['Enter'] },
  { title: 'Choose the place, drop, cancel', keys: ['↑', '↓', 'Enter', 'Esc'] },
  { title: 'Go to the notifications', keys: ['F6'] },
  { title: 'Find a command or a place', keys: [PALETTE_KEY] },
  { title: 'Show this sheet', keys: [SHEET_KEY] },
];

/** The sheet of all keys. Those of commands come from the commands themselves. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const doing = new Map(commands.flatMap(({ shortcut, title }) => (shortcut ? [[shortcut, title] as const] : [])));
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" size="large">
      <div className={styles.columns}>
        <Section title="Doing" rows={Array.from(doing, ([shortcut, title]) => ({ title, keys: [shortcut] }))} />
        <Section title="Moving about" rows={MOVING} />
      </div>
    </Dialog>
  );
}

function Section({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {rows.map((row) => (
          <div key={row.title} className={styles.row}>
            <dt>{row.title}</dt>
            <dd className={styles.keys}>
              {row.keys.map((key) => (
                <Keys key={key} shortcut={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
