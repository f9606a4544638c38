import type { Command } from './command.ts';
import { commandOf } from './commands.ts';
import { PALETTE_KEY, SHEET_KEY } from './shortcuts.ts';

/** One line of the sheet of keys. */
export interface SheetRow {
  title: string;
  /** Each is a way of its own, e.g. `Mod+Shift+Z` and `Mod+Y`. */
  keys: readonly string[];
}

export interface SheetSection {
  title: string;
  rows: readonly SheetRow[];
}

/** The commands with a key, in the order of the sheet. Of those that share one, the one that is meant most often. */
const DOING = [
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'paste-as-reference',
  'remove',
  'rename',
  'view-edit',
  'deploy-and-run',
  'find-on-canvas',
  'move-up',
  'move-down',
  'move-left',
  'move-right',
  'pick-up',
];

/** Every key and gesture of the designer: the sheet that `?` shows, and what its tests go through. */
export function shortcutSheet(): SheetSection[] {
  return [
    { title: 'Doing', rows: DOING.map(commandOf).map(({ title, ...command }) => ({ title, keys: keysOf(command) })) },
    {
      title: 'Moving about',
      rows: [
        { title: 'Walk operations, steps and rows', keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
        { title: 'Go to the first or the last', keys: ['Home', 'End'] },
        { title: 'Add to the selection', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
        { title: 'Select every operation', keys: ['Mod+A'] },
        { title: 'Select nothing', keys: ['Escape'] },
        { title: 'Open the actions menu', keys: ['Shift+F10'] },
        { title: 'Go to the notifications', keys: ['F6'] },
        { title: 'Find a command or a place', keys: [PALETTE_KEY] },
        { title: 'Show this sheet', keys: [SHEET_KEY] },
      ],
    },
    {
      title: 'Placing without a mouse',
      rows: [
        { title: 'Begin, on an activity type of the palette', keys: ['Enter'] },
        { title: 'Choose the drop zone', keys: ['ArrowUp', 'ArrowDown'] },
        { title: 'Drop', keys: ['Enter'] },
        { title: 'Drop a copy', keys: ['Mod+Enter'] },
        { title: 'Cancel', keys: ['Escape'] },
        { title: 'Select a drop zone, to paste there', keys: ['Enter'] },
      ],
    },
    {
      title: 'With the mouse',
      rows: [
        { title: 'Add to the selection', keys: ['Shift+Click', 'Mod+Click'] },
        { title: 'Select by rectangle, on empty canvas', keys: ['Drag'] },
        { title: 'Move the view', keys: ['Space+Drag', 'Wheel'] },
        { title: 'Zoom', keys: ['Mod+Wheel'] },
        { title: 'Drop a copy', keys: ['Mod+Drop'] },
        { title: 'Open a step, an operation’s settings, edit a name', keys: ['Double-click'] },
      ],
    },
  ];
}

function keysOf({ shortcut, also = [] }: Pick<Command, 'shortcut' | 'also'>): string[] {
  return shortcut === undefined ? [] : [shortcut, ...also];
}
