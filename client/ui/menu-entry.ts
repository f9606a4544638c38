import type { ReactNode } from 'react';

/** One thing that a menu does. */
export interface MenuItem {
  kind: 'item';
  id: string;
  label: string;
  icon?: ReactNode;
  /** E.g. `Mod+Enter`; drawn at the right, bound elsewhere. */
  shortcut?: string | undefined;
  danger?: boolean;
  /** Why it can't be chosen now; shown beneath the label. */
  disabledReason?: string | null | undefined;
  onSelect: () => void;
}

/** One of several that exclude each other. */
export interface MenuChoice {
  kind: 'choice';
  id: string;
  /** The accessible name of the group. */
  label: string;
  value: string;
  choices: readonly { value: string; label: string; icon?: ReactNode }[];
  onChange: (value: string) => void;
}

export interface MenuSubmenu {
  kind: 'submenu';
  id: string;
  label: string;
  icon?: ReactNode;
  disabledReason?: string | null | undefined;
  entries: readonly MenuEntry[];
}

export interface MenuSeparator {
  kind: 'separator';
  id: string;
}

/** Menus are data: a list of these. */
export type MenuEntry = MenuItem | MenuChoice | MenuSubmenu | MenuSeparator;

/** The entries, or a function that makes them when the menu opens. */
export type MenuEntries = readonly MenuEntry[] | (() => readonly MenuEntry[]);
