import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { designer } from '../state/designer.ts';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './CommandPalette.module.css';
import { commandEntries } from './command-entries.ts';
import { PaletteOption } from './PaletteOption.tsx';
import type { PaletteEntry } from './palette-entry.ts';
import { placeEntries } from './place-entries.tsx';
import { rank } from './rank.ts';
import { recallRecent, rememberRecent } from './recent.ts';

interface CommandPaletteProps {
  /** What the frame around the designer offers beside commands and places. */
  more: readonly PaletteEntry[];
  onClose: () => void;
}

const PAGE = 8;

/** Every command that applies now and every place to go to, by typing a part of its name. */
export default function CommandPalette({ more, onClose }: CommandPaletteProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef(false);
  const [before] = useState(() => document.activeElement);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  // As they were when it opened: what is offered does not change under the cursor.
  const [entries] = useState(() => allEntries(more));
  const [recent] = useState(recallRecent);
  const found = useMemo(() => rank(entries, query, recent), [entries, query, recent]);
  const current = found[at];

  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  const choose = (entry: PaletteEntry) => {
    if (entry.disabledReason !== null) {
      designer.getState().announce(entry.disabledReason);
      return;
    }
    chosen.current = true;
    rememberRecent(entry.id);
    onClose();
    // The focus goes back first: what the command does may put it elsewhere.
    setTimeout(() => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      entry.run();
    });
  };
  const press = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const next = nextIndex(event.key, at, last);
    if (next !== null) setAt(next);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && current) choose(current.entry);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      bare
      open
      title="Command palette"
      onClose={onClose}
      initialFocus={input}
      returnsFocus={() => !chosen.current}
    >
      <div className={styles.field}>
        <Search size={16} aria-hidden="true" />
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          aria-label="Search commands and places"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          placeholder="What to do, or where to go"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={`${id}-list`} className={styles.list} role="listbox" aria-label="Commands and places">
        {found.map((ranked, index) => (
          <PaletteOption
            key={ranked.entry.id}
            id={`${id}-${index}`}
            ranked={ranked}
            isCurrent={index === at}
            onPoint={() => setAt(index)}
            onChoose={() => choose(ranked.entry)}
          />
        ))}
      </div>
      {found.length === 0 && (
        <p className={styles.none} role="status">
          Nothing answers “{query.trim()}”. A few letters of a command or of a name are enough.
        </p>
      )}
    </Dialog>
  );
}

function allEntries(more: readonly PaletteEntry[]): PaletteEntry[] {
  const state = designer.getState();
  return [...commandEntries(state), ...(state.project ? placeEntries(state.project, state.descriptors) : []), ...more];
}

/** Where a key goes in the list; null for every other key. The ends are joined. */
function nextIndex(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at >= last ? 0 : at + 1;
    case 'ArrowUp':
      return at <= 0 ? Math.max(0, last) : at - 1;
    case 'PageDown':
      return Math.max(0, Math.min(last, at + PAGE));
    case 'PageUp':
      return Math.max(0, at - PAGE);
    default:
      return null;
  }
}
