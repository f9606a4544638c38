import type { MenuTarget } from '../state/menu-target.ts';
import type { Place } from '../state/selected.ts';

/** A row of a menu: a command's id, a line, or a menu of its own. */
export type MenuRow = string | { label: string; commands: readonly string[] };
export const LINE = '-';

const DUPLICATE: MenuRow = {
  label: 'Duplicate',
  commands: ['duplicate-with-references', 'duplicate-with-copies'],
};
const DEPLOY: MenuRow = { label: 'Deploy', commands: ['deploy', 'deploy-and-run'] };
const ACTIONS: MenuRow = { label: 'Actions', commands: ['run-on-success', 'run-on-fail'] };
const OPERATION: readonly MenuRow[] = [
  'cut',
  'copy',
  DUPLICATE,
  LINE,
  DEPLOY,
  'run',
  'cancel-run',
  'view-logs',
  LINE,
  'rename',
  ACTIONS,
  'view-dependencies',
  'add-to-group',
  'move-up',
  'move-down',
  'pick-up',
  LINE,
  'remove',
  'delete',
];
const STEP: readonly MenuRow[] = [
  'view-edit',
  LINE,
  'cut',
  'copy',
  LINE,
  DEPLOY,
  LINE,
  'rename',
  'view-dependencies',
  'add-to-group',
  'move-left',
  'move-right',
  'pick-up',
  LINE,
  'remove',
];
const ACTIVITY: readonly MenuRow[] = [
  'view-edit',
  'add-to-operation',
  LINE,
  'cut',
  'copy',
  'duplicate',
  LINE,
  'rename',
  'view-dependencies',
  'add-to-group',
  'remove-from-group',
  LINE,
  'delete',
];
const CONNECTION: readonly MenuRow[] = ['view-edit', 'duplicate', LINE, 'rename', 'view-dependencies', LINE, 'delete'];
const WORKFLOW: readonly MenuRow[] = [
  DEPLOY,
  'view-logs',
  LINE,
  'rename',
  'view-dependencies',
  'new-workflow',
  LINE,
  'delete',
];
/** The canvas header's own: what concerns all of the project, and the workflow shown. */
const HEADER: readonly MenuRow[] = ['undo', 'redo', LINE, DEPLOY, LINE, 'export-project'];

type Kind = MenuTarget['kind'];

/** The actions menus: what is offered for a kind of thing, at a place. A command that is not there for a target is left out. */
export const menus: Readonly<Record<Kind, Partial<Record<Place, readonly MenuRow[]>>>> = {
  operation: {
    canvas: OPERATION,
    workflows: OPERATION,
    components: [
      'add-to-workflow',
      'cut',
      'copy',
      DUPLICATE,
      LINE,
      DEPLOY,
      'run',
      'cancel-run',
      'view-logs',
      LINE,
      'rename',
      ACTIONS,
      'view-dependencies',
      'add-to-group',
      'remove-from-group',
      LINE,
      'remove',
      'delete',
    ],
  },
  step: { canvas: STEP, workflows: STEP },
  workflow: { canvas: WORKFLOW, workflows: WORKFLOW, header: HEADER },
  connection: { components: CONNECTION, palette: CONNECTION },
  activity: { components: ACTIVITY },
  group: { components: ['rename', LINE, 'delete-group'] },
  category: { components: ['paste', LINE, 'delete-unused'] },
  'activity-type': { palette: ['copy', 'add-to-operation'] },
  zone: { canvas: ['paste', 'paste-as-reference'] },
};
