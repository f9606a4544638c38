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
const OPERATION: readonly MenuRow[] = [
  DUPLICATE,
  LINE,
  DEPLOY,
  'run',
  'cancel-run',
  'view-logs',
  LINE,
  'rename',
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
  DEPLOY,
  LINE,
  'rename',
  'move-left',
  'move-right',
  'pick-up',
  LINE,
  'remove',
];
const ACTIVITY: readonly MenuRow[] = ['view-edit', 'add-to-operation', LINE, 'rename', LINE, 'delete'];
const CONNECTION: readonly MenuRow[] = ['view-edit', LINE, 'rename', LINE, 'delete'];
const WORKFLOW: readonly MenuRow[] = ['rename', 'new-workflow', LINE, 'delete'];

type Kind = MenuTarget['kind'];

/** The actions menus: what is offered for a kind of thing, at a place. A command that is not there for a target is left out. */
export const menus: Readonly<Record<Kind, Partial<Record<Place, readonly MenuRow[]>>>> = {
  operation: {
    canvas: OPERATION,
    workflows: OPERATION,
    components: [
      'add-to-workflow',
      DUPLICATE,
      LINE,
      DEPLOY,
      'run',
      'cancel-run',
      'view-logs',
      LINE,
      'rename',
      LINE,
      'remove',
      'delete',
    ],
  },
  step: { canvas: STEP, workflows: STEP },
  workflow: { canvas: WORKFLOW, workflows: WORKFLOW },
  connection: { components: CONNECTION, palette: CONNECTION },
  activity: { components: ACTIVITY },
  'activity-type': { palette: ['add-to-operation'] },
};
