import type { Globals } from '../../shared/api/variables.ts';
import type { Dependant, Reference } from '../../shared/checks/dependencies.ts';
import type { Problem } from '../../shared/checks/problem.ts';
import type { ActionCondition } from '../../shared/project/action.ts';
import type { GroupMember } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Category, MenuTarget } from './menu-target.ts';
import type { Place, Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

/** The question or message that a command put before everything else. */
export type CommandDialog =
  /** Asks which custom group components shall be in. */
  | { kind: 'add-to-group'; members: readonly GroupMember[] }
  /** Asks what is to be deployed, with a tag and a comment. `ticked`: what begins ticked; null for all that is undeployed. */
  | { kind: 'configurable-deploy'; ticked: readonly Id[] | null }
  /** Shows deployments and earlier designs. */
  | { kind: 'project-history' }
  /** Lists what nothing refers to and asks before it is deleted. */
  | { kind: 'delete-unused'; category: Category }
  /** An operation, or a workflow with all its operations, can't be deployed. */
  | { kind: 'deploy-refused'; item: Selected; problems: readonly Problem[] }
  /** Run was chosen, but nothing is deployed, or something older than the design. */
  | { kind: 'run-undeployed'; operationId: Id; deployed: boolean; globals?: Globals }
  /** Asks for the values of global variables that a run is started with. */
  | { kind: 'run-with-values'; operationId: Id }
  /** Asks which operation is run when a run of this one has ended. */
  | { kind: 'run-next'; operationId: Id; condition: ActionCondition }
  /** A project variable; with null as its id a new one of that name. `created` is told the name once it is made. */
  | { kind: 'variable'; variableId: Id | null; name: string; created?: (name: string) => void }
  /** A schedule; with null as its id a new one. */
  | { kind: 'schedule'; scheduleId: Id | null }
  /** Asks before destroying things. `place`: where they were shown, so that the focus stays near. */
  | { kind: 'delete'; items: readonly Reference[]; place: Place }
  /** Something can't be deleted because others depend on it. */
  | { kind: 'delete-refused'; items: readonly Reference[]; dependants: readonly Dependant[] };

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
