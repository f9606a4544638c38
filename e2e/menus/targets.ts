import type { Locator, Page } from '@playwright/test';
import type { MenuTarget } from '../../client/state/menu-target.ts';
import type { Place } from '../../client/state/selected.ts';
import { expect } from '../parts/fixtures.ts';
import { operation, step } from '../parts/gestures.ts';
import { THERE } from './world.ts';

/** A real item whose menu is opened. */
export interface Target {
  kind: MenuTarget['kind'];
  place: Place;
  /** What its menu is named after: `Actions of …`. */
  name: string;
  /** What is right-clicked, and has the focus when Shift+F10 is pressed; null where there is only a ⋯ button. */
  thing: ((page: Page) => Locator) | null;
  /** Where on the thing, when not in its middle. */
  position?: { x: number; y: number };
  /** Its ⋯ button, where there is one. */
  more?: (page: Page) => Locator;
  /** Brings it into view. */
  show?: (page: Page) => Promise<void>;
  /** The commands of the table that are not there for this item, as it stands. */
  absent: readonly string[];
}

const tree = (page: Page, tab: 'Workflows' | 'Components') => page.getByRole('tree', { name: tab });
const row =
  (tab: 'Workflows' | 'Components', name: string, inGroup = false) =>
  (page: Page) => {
    const found = tree(page, tab).getByRole('treeitem', { name, exact: true });
    return inGroup ? found.first() : found.last();
  };
const moreOfRow = (find: (page: Page) => Locator) => (page: Page) =>
  find(page).getByRole('button', { name: /^Actions of/ });
const showTab = (name: 'Workflows' | 'Components') => async (page: Page) => {
  await page.getByRole('region', { name: 'Project pane' }).getByRole('tab', { name }).click();
};
const inRow = (tab: 'Workflows' | 'Components', name: string, inGroup = false) => {
  const thing = row(tab, name, inGroup);
  return { thing, more: moreOfRow(thing), show: showTab(tab) };
};

const NOT_RUNNING = ['cancel-run'];
/** There is no place to its left, or right. */
const FIRST_STEP = ['move-left'];
const LAST_STEP = ['move-right'];

/** One item for each kind and place of the table, and more where an item's state changes what its menu has. */
export const TARGETS: readonly Target[] = [
  {
    kind: 'operation',
    place: 'canvas',
    name: THERE.operation,
    thing: (page) => operation(page, `2.1 ${THERE.operation}`),
    position: { x: 320, y: 14 },
    more: (page) => operation(page, `2.1 ${THERE.operation}`).getByRole('button', { name: /^Actions of/ }),
    absent: NOT_RUNNING,
  },
  {
    kind: 'operation',
    place: 'workflows',
    name: THERE.operation,
    ...inRow('Workflows', `2.1 ${THERE.operation}`),
    absent: NOT_RUNNING,
  },
  {
    kind: 'operation',
    place: 'components',
    name: THERE.operation,
    ...inRow('Components', THERE.operation),
    absent: [...NOT_RUNNING, 'add-to-workflow', 'remove-from-group'],
  },
  {
    kind: 'operation',
    place: 'components',
    name: THERE.operation,
    ...inRow('Components', THERE.operation, true),
    absent: [...NOT_RUNNING, 'add-to-workflow'],
  },
  {
    kind: 'operation',
    place: 'components',
    name: THERE.orphan,
    ...inRow('Components', THERE.orphan),
    absent: [...NOT_RUNNING, 'remove', 'remove-from-group'],
  },
  {
    kind: 'step',
    place: 'canvas',
    name: THERE.step,
    thing: (page) => step(page, THERE.step),
    absent: FIRST_STEP,
  },
  {
    kind: 'step',
    place: 'workflows',
    name: 'Put for Second',
    ...inRow('Workflows', 'Put for Second'),
    show: async (page) => {
      await showTab('Workflows')(page);
      const parent = row('Workflows', `2.1 ${THERE.operation}`)(page);
      await parent.focus();
      await expect(parent).toBeFocused();
      await page.keyboard.press('ArrowRight');
    },
    absent: LAST_STEP,
  },
  {
    kind: 'workflow',
    place: 'canvas',
    name: THERE.workflow,
    thing: (page) => page.getByRole('tablist', { name: 'Workflows' }).getByRole('tab', { name: THERE.workflow }),
    absent: ['move-up', 'move-down'],
  },
  {
    kind: 'workflow',
    place: 'workflows',
    name: THERE.workflow,
    ...inRow('Workflows', THERE.workflow),
    absent: ['move-left', 'move-right'],
  },
  {
    kind: 'workflow',
    place: 'header',
    name: THERE.workflow,
    thing: null,
    more: (page) =>
      page.getByRole('region', { name: 'Design canvas' }).getByRole('button', { name: `Actions of ${THERE.workflow}` }),
    absent: [],
  },
  {
    kind: 'connection',
    place: 'components',
    name: THERE.connection,
    ...inRow('Components', THERE.connection),
    absent: [],
  },
  {
    kind: 'connection',
    place: 'palette',
    name: THERE.connection,
    thing: (page) => page.getByRole('button', { name: THERE.connection, exact: true }),
    more: (page) =>
      page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: `Actions of ${THERE.connection}` }),
    absent: [],
  },
  {
    kind: 'activity',
    place: 'components',
    name: THERE.activity,
    ...inRow('Components', THERE.activity),
    absent: ['remove-from-group'],
  },
  {
    kind: 'activity',
    place: 'components',
    name: THERE.activity,
    ...inRow('Components', THERE.activity, true),
    absent: [],
  },
  { kind: 'group', place: 'components', name: THERE.group, ...inRow('Components', `${THERE.group} 5`), absent: [] },
  {
    kind: 'category',
    place: 'components',
    name: 'Endpoints',
    ...inRow('Components', 'Endpoints 1'),
    absent: ['create-variable', 'create-email', 'create-schedule'],
  },
  {
    kind: 'category',
    place: 'components',
    name: 'Project variables',
    ...inRow('Components', 'Project variables 1'),
    absent: ['create-email', 'create-schedule', 'paste', 'delete-unused'],
  },
  {
    kind: 'category',
    place: 'components',
    name: 'E-mails',
    ...inRow('Components', 'E-mails 1'),
    absent: ['create-variable', 'create-schedule', 'paste', 'delete-unused'],
  },
  {
    kind: 'category',
    place: 'components',
    name: 'Schedules',
    ...inRow('Components', 'Schedules 1'),
    absent: ['create-variable', 'create-email', 'paste', 'delete-unused'],
  },
  {
    kind: 'variable',
    place: 'components',
    name: THERE.variable,
    ...inRow('Components', THERE.variable),
    absent: ['remove-from-group'],
  },
  {
    kind: 'variable',
    place: 'components',
    name: THERE.variable,
    ...inRow('Components', THERE.variable, true),
    absent: [],
  },
  { kind: 'global', place: 'components', name: THERE.global, ...inRow('Components', THERE.global), absent: [] },
  {
    kind: 'email',
    place: 'components',
    name: THERE.email,
    ...inRow('Components', THERE.email),
    absent: ['remove-from-group'],
  },
  {
    kind: 'email',
    place: 'components',
    name: THERE.email,
    ...inRow('Components', THERE.email, true),
    absent: [],
  },
  {
    kind: 'schedule',
    place: 'components',
    name: THERE.schedule,
    ...inRow('Components', THERE.schedule),
    absent: ['remove-from-group'],
  },
  {
    kind: 'schedule',
    place: 'components',
    name: THERE.schedule,
    ...inRow('Components', THERE.schedule, true),
    absent: [],
  },
  {
    kind: 'activity-type',
    place: 'palette',
    name: THERE.type,
    thing: (page) => page.getByRole('button', { name: new RegExp(`^${THERE.type}`) }).first(),
    absent: [],
  },
  {
    kind: 'zone',
    place: 'canvas',
    name: 'Operation 2.1 Second, right of Put for Second',
    thing: (page) => page.getByRole('button', { name: 'Drop zone: Operation 2.1 Second, right of Put for Second' }),
    show: async (page) => {
      await operation(page, `2.1 ${THERE.operation}`).click({ position: { x: 320, y: 14 } });
    },
    absent: [],
  },
];

export function titleOf({ kind, place, name }: Target): string {
  return `${kind} (${place}): ${name}`;
}
