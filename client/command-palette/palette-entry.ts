import type { ReactNode } from 'react';

/** Something that the command palette offers. */
export interface PaletteEntry {
  /** The same from one opening to the next, so that what was chosen lately is found again. */
  id: string;
  title: string;
  /** Beside the title: what it acts on, or what kind of thing it leads to. */
  detail: string | null;
  icon: ReactNode;
  /** As `Mod+Enter`. */
  shortcut: string | null;
  /** Why it can't be done now; null when it can. */
  disabledReason: string | null;
  run: () => void;
}
