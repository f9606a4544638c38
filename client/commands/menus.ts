import type { MenuTarget } from '../state/menu-target.ts';
import type { Place } from '../state/selected.ts';

/** A row of a menu: a command's id, a line, or a menu of its own. */
export type MenuRow = string | { label: string; commands: readonly string[] };
export const LINE = '-';

const DUPLICATE: MenuRow = {
  label: 'Duplicate',
  commands: ['duplicate-with-references', 'duplicate-with-copies'],
};
const DEPLOY: MenuRow = { label: 'Deploy', commands: ['deploy', 'deploy-and-run', 'configurable-deploy'] };
/** For what does not run itself. */
const DEPLOY_ALONE: MenuRow = { label: 'Deploy', commands: ['deploy', 'configurable-deploy'] };
const ACTIONS: MenuRow = { label: 'Actions', commands: ['run-on-success', 'run-on-fail'] };
const OPERATION: readonly MenuRow[] = [
  'settings',
  LINE,
  'cut',
  'copy',
  DUPLICATE,
  LINE,
  DEPLOY,
  'run',
  'run-with-values',
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
/** In the project pane a step's menu has what its component's has, too. */
const STEP_ROW: readonly MenuRow[] = [
  'view-edit',
  'add-to-operation',
  LINE,
  'cut',
  'copy',
  'duplicate',
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
  'delete',
];
const ACTIVITY: readonly MenuRow[] = [
  'view-edit',
  'add-to-operation',
  LINE,
  'cut',
  'copy',
  'duplicate',
  LINE,
  DEPLOY_ALONE,
  LINE,
  'rename',
  'view-dependencies',
  'add-to-group',
  'remove-from-group',
  LINE,
  'delete',
];
const CONNECTION: readonly MenuRow[] = [
  'view-edit',
  'test-connection',
  'duplicate',
  LINE,
  'rename',
  'view-dependencies',
  LINE,
  'delete',
];
const WORKFLOW: readonly MenuRow[] = [
  DEPLOY_ALONE,
  'view-logs',
  LINE,
  'rename',
  'view-dependencies',
  'move-up',
  'move-down',
  'move-left',
  'move-right',
  'new-workflow',
  LINE,
  'delete',
];
/** Variables, e-mails and schedules. */
const COMPONENT: readonly MenuRow[] = [
  'view-edit',
  LINE,
  'cut',
  'copy',
  'duplicate',
  LINE,
  DEPLOY_ALONE,
  LINE,
  'rename',
  'view-dependencies',
  'add-to-group',
  'remove-from-group',
  LINE,
  'delete',
];
/** The canvas header's own: what concerns all of the project, and the workflow shown. */
const HEADER: readonly MenuRow[] = ['undo', 'redo', LINE, DEPLOY_ALONE, LINE, 'export-project', 'project-history'];

type Kind = MenuTarget['kind'];

/** The actions menus: what is offered for a kind of thing, at a place. A command that is not there for a target is left out. */
export const menus: Readonly<Record<Kind, Partial<Record<Place, readonly MenuRow[]>>>> = {
  operation: {
    canvas: OPERATION,
    workflows: OPERATION,
    components: [
      'settings',
      LINE,
      'add-to-workflow',
      'cut',
      'copy',
      DUPLICATE,
      LINE,
      DEPLOY,
      'run',
      'run-with-values',
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
  step: { canvas: STEP, workflows: STEP_ROW },
  workflow: { canvas: WORKFLOW, workflows: WORKFLOW, header: HEADER },
  connection: { components: CONNECTION, palette: CONNECTION },
  activity: { components: ACTIVITY },
  variable: { components: COMPONENT },
  email: { components: COMPONENT },
  schedule: { components: COMPONENT },
  group: { components: ['rename', LINE, 'delete-group'] },
  global: { components: ['view-dependencies'] },
  category: { components: ['create-variable', 'create-email', 'create-schedule', 'paste', LINE, 'delete-unused'] },
  'activity-type': { palette: ['copy', 'add-to-operation'] },
  zone: { canvas: ['paste', 'paste-as-reference'] },
};
