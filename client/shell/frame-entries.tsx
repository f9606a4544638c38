import { CircleHelp, FolderOpen } from 'lucide-react';
import type { PaletteEntry } from '../command-palette/palette-entry.ts';
import { designer } from '../state/designer.ts';
import { PANES } from './panes.ts';
import { THEMES } from './themes.ts';

/** What the frame adds to the command palette: panes, themes, the sheet of keys, the list of projects. */
export function frameEntries(go: { showShortcuts: () => void; showProjects: () => void }): PaletteEntry[] {
  const { panes, theme } = designer.getState();
  return [
    ...PANES.map(({ name, label, Icon }) => ({
      ...entry(`pane:${name}`, `${panes[name].open ? 'Hide' : 'Show'} ${label.toLowerCase()}`, () =>
        designer.getState().togglePane(name),
      ),
      icon: <Icon size={14} aria-hidden="true" />,
    })),
    ...THEMES.map(({ value, label, Icon }) => ({
      ...entry(`theme:${value}`, `Theme: ${label.toLowerCase()}`, () => designer.getState().setTheme(value)),
      icon: <Icon size={14} aria-hidden="true" />,
      disabledReason: value === theme ? 'It is chosen already.' : null,
    })),
    {
      ...entry('shortcuts', 'Keyboard shortcuts', go.showShortcuts),
      icon: <CircleHelp size={14} aria-hidden="true" />,
      shortcut: '?',
    },
    { ...entry('projects', 'All projects', go.showProjects), icon: <FolderOpen size={14} aria-hidden="true" /> },
  ];
}

function entry(id: string, title: string, run: () => void): PaletteEntry {
  return { id: `frame:${id}`, title, detail: null, icon: null, shortcut: null, disabledReason: null, run };
}
