import type { Dependant } from '../../shared/checks/dependencies.ts';
import type { Problem } from '../../shared/checks/problem.ts';
import type { Id } from '../../shared/project/id.ts';
import type { MenuTarget } from './menu-target.ts';
import type { Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

/** The question or message that a command put before everything else. */
export type CommandDialog =
  /** An operation can't be deployed. */
  | { kind: 'deploy-refused'; operationId: Id; problems: readonly Problem[] }
  /** Run was chosen, but nothing is deployed, or something older than the design. */
  | { kind: 'run-undeployed'; operationId: Id; deployed: boolean }
  /** Asks before destroying something. */
  | { kind: 'delete'; item: Selected }
  /** Something can't be deleted because others depend on it. */
  | { kind: 'delete-refused'; item: Selected; dependants: readonly Dependant[] };

/** An open actions menu: whose, and where it stands: at a point of the window, or at an element. */
export interface OpenMenu {
  target: MenuTarget;
  anchor: { x: number; y: number } | Element;
}

export interface DialogsSlice {
  menu: OpenMenu | null;
  /** Opens the actions menu of a thing; there is one at a time, drawn once for all. */
  openMenu(target: MenuTarget, anchor: OpenMenu['anchor']): void;
  closeMenu(): void;
  dialog: CommandDialog | null;
  showDialog(dialog: CommandDialog): void;
  closeDialog(): void;
}

export const createDialogsSlice: SliceCreator<DialogsSlice> = (set) => ({
  menu: null,
  openMenu(target, anchor) {
    set({ menu: { target, anchor } });
  },
  closeMenu() {
    set({ menu: null });
  },
  dialog: null,
  showDialog(dialog) {
    set({ dialog });
  },
  closeDialog() {
    set({ dialog: null });
  },
});
