import { Search } from 'lucide-react';
import type { Command } from './command.ts';

/** Opens the search for operations and steps. */
export const findOnCanvas: Command = {
  id: 'find-on-canvas',
  needs: 'read',
  title: 'Find on the canvas',
  icon: Search,
  shortcut: 'Mod+F',
  when: (_, state) => state.project !== null && state.screen.kind === 'canvas',
  run: (_, state) => state.openFind(),
};
