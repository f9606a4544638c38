import { CANVAS } from './canvas-states.ts';
import { MENUS } from './menu-states.ts';
import { PAGES } from './page-states.ts';
import { PANE } from './pane-states.ts';
import { SCREENS } from './screen-states.ts';
import { SETTINGS } from './settings-states.ts';
import type { State } from './state.ts';

/** Every state that is looked at, dialogs and Administration aside. */
export const STATES: readonly State[] = [...CANVAS, ...MENUS, ...PANE, ...SCREENS, ...SETTINGS, ...PAGES];
