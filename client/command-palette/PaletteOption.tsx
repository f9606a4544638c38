import { Clock } from 'lucide-react';
import { Keys } from '../ui/Keys.tsx';
import styles from './CommandPalette.module.css';
import { Marked } from './Marked.tsx';
import type { Ranked } from './rank.ts';

interface PaletteOptionProps {
  id: string;
  ranked: Ranked;
  isCurrent: boolean;
  /** The pointer has come to it. */
  onPoint: () => void;
  onChoose: () => void;
}

/** One line of the command palette. */
export function PaletteOption({
  id,
  ranked: { entry, positions, recent },
  isCurrent,
  onPoint,
  onChoose,
}: PaletteOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the search field, whose keys choose
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-disabled={entry.disabledReason !== null || undefined}
      aria-description={entry.disabledReason ?? undefined}
      aria-keyshortcuts={entry.shortcut?.replace('Mod', 'Control')}
      className={styles.option}
      onPointerMove={() => !isCurrent && onPoint()}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={styles.icon} aria-hidden="true">
        {entry.icon}
      </span>
      <span className={styles.text}>
        <Marked text={entry.title} positions={positions} />
        {entry.detail !== null && <span className={styles.detail}> {entry.detail}</span>}
        {entry.disabledReason !== null && (
          <span className={styles.reason} aria-hidden="true">
            {entry.disabledReason}
          </span>
        )}
      </span>
      {recent && <Clock size={13} role="img" aria-label="Chosen lately" className={styles.icon} />}
      {entry.shortcut !== null && <Keys shortcut={entry.shortcut} plain />}
    </div>
  );
}
