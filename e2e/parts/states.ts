import { expect } from '@playwright/test';
import { batch } from '../../shared/edits/edit.ts';
import { newId } from '../../shared/project/id.ts';
import { createConnection, operation, step } from './gestures.ts';
import { choose, drawBroken, drawSeen, emptySeen, paneRow, runSeen, type World } from './world.ts';

/** A state of the product that somebody may see, and how to get there from an empty project. */
export interface State {
  name: string;
  reach(world: World): Promise<void>;
}

const tab = ({ page }: World, name: string) => page.getByRole('tab', { name, exact: true }).click();

const CANVAS: readonly State[] = [
  { name: 'an empty project', reach: async () => undefined },
  { name: 'a valid operation', reach: async (world) => void (await drawSeen(world)) },
  { name: 'an invalid operation', reach: drawBroken },
  {
    name: 'an operation without steps',
    reach: async (world) => {
      await emptySeen(world);
      await expect(operation(world.page, '1.0 Seen').getByText(/^No step yet/)).toBeVisible();
    },
  },
  {
    name: 'operations collapsed',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.getByRole('button', { name: 'Collapse all operations' }).click();
    },
  },
  {
    name: 'the minimap, and the far view',
    reach: async (world) => {
      const { page } = world;
      await drawSeen(world);
      await page.getByRole('button', { name: 'Minimap' }).click();
      await expect(page.getByRole('img', { name: 'Minimap of 1 operations' })).toBeVisible();
      for (let times = 0; times < 8; times += 1) await page.getByRole('button', { name: 'Zoom out' }).click();
    },
  },
  {
    name: 'the canvas search',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.keyboard.press('Control+f');
      await world.page.keyboard.type('seen');
      await expect(world.page.getByText('1 of 3', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'a step being placed with the keyboard',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').click();
      await world.page.keyboard.press('m');
      await expect(world.page.getByRole('group', { name: /^Drop zone/ }).first()).toBeVisible();
    },
  },
  {
    name: 'a drop zone selected',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.getByRole('button', { name: /^Drop zone: New operation after/ }).click();
      await expect(world.page.getByText('Paste here with')).toBeVisible();
    },
  },
  {
    name: 'a name that is taken',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').click();
      await world.page.keyboard.press('F2');
      await world.page.getByRole('textbox', { name: 'Activity name' }).fill('');
    },
  },
  {
    name: 'an operation that has a schedule and sends e-mails',
    reach: async (world) => {
      const { page, client } = world;
      const operationId = await drawSeen(world);
      const schedule = { ...NIGHTLY, id: newId('sch') };
      const email = { id: newId('eml'), name: 'Alarm', settings: {} };
      const sends = { kind: 'send-email', emailId: email.id } as const;
      await client.edit(
        'Add',
        batch([
          { type: 'schedule.create', schedule },
          { type: 'operation.set-schedule', operationId, scheduleId: schedule.id },
          { type: 'email.create', email },
          { type: 'action.add', operationId, action: { condition: 'success', do: sends } },
          { type: 'action.add', operationId, action: { condition: 'fail', do: sends } },
        ]),
      );
      await page.getByRole('button', { name: 'E-mail Alarm, sent by 1.0 Seen on fail' }).click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the problems of an operation',
    reach: async (world) => {
      await drawBroken(world);
      await operation(world.page, '1.0 Broken')
        .getByRole('button', { name: /problems? in Broken/ })
        .click();
      await expect(world.page.getByText(/ends too early/)).toBeVisible();
    },
  },
  { name: 'the logs, with a run open', reach: runSeen },
];

const MENUS: readonly State[] = [
  {
    name: 'the menu of an operation, with a menu of its own open',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Deploy');
    },
  },
  {
    name: 'the menu of a step',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, step(world.page, 'Get for Seen'));
      await expect(world.page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the themes',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Theme' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the command palette',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.keyboard.press('Control+k');
      await world.page.getByRole('combobox', { name: 'Search commands and places' }).fill('re');
    },
  },
  {
    name: 'the command palette, nothing found',
    reach: async ({ page }) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search commands and places' }).fill('qqqq');
    },
  },
  {
    name: 'the keyboard shortcuts',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
];

const PANE: readonly State[] = [
  {
    name: 'the components',
    reach: async (world) => {
      await drawSeen(world);
      await tab(world, 'Components');
      await expect(paneRow(world.page, 'Get for Seen')).toBeVisible();
    },
  },
  {
    name: 'a search in the pane that finds nothing',
    reach: async (world) => {
      await drawSeen(world);
      await tab(world, 'Components');
      await world.page.getByLabel('Search components').fill('nobody');
      await expect(world.page.getByText('Nothing named “nobody”')).toBeVisible();
    },
  },
  {
    name: 'the dependencies of an activity',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, step(world.page, 'Get for Seen'), 'View dependencies');
      await expect(world.page.getByRole('region', { name: 'Dependencies of Get for Seen' })).toBeVisible();
    },
  },
];

const NIGHTLY = {
  name: 'Nightly',
  occurrence: { kind: 'daily', every: 1 },
  frequency: { kind: 'once', at: '02:00' },
  startDate: '2026-01-01',
  timeZone: 'Europe/Berlin',
} as const;

/** Opens the settings of *Seen* on one of their tabs. */
async function openSettings(world: World, name: string): Promise<void> {
  await drawSeen(world);
  await choose(world.page, operation(world.page, '1.0 Seen'), 'Settings');
  await tab(world, name);
}

const SCREENS: readonly State[] = [
  {
    name: 'an activity, step 1',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').dblclick();
      await world.page.getByRole('button', { name: 'Back' }).click();
      await expect(world.page.getByRole('button', { name: 'Next' })).toBeVisible();
    },
  },
  {
    name: 'an activity, step 2',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').dblclick();
      await expect(world.page.getByRole('heading', { name: 'Request' })).toBeVisible();
    },
  },
  {
    name: 'the schedule of an operation, a new one with what is wrong',
    reach: async (world) => {
      await openSettings(world, 'Schedules');
      await world.page.getByRole('button', { name: 'New schedule' }).click();
      await world.page.getByLabel('Schedule Name').fill('');
      await expect(world.page.getByRole('region', { name: 'Next five times' })).toBeVisible();
    },
  },
  {
    name: 'a schedule of an operation that is deployed',
    reach: async (world) => {
      const operationId = await drawSeen(world);
      const schedule = { ...NIGHTLY, id: newId('sch') };
      await world.client.edit('Make', { type: 'schedule.create', schedule });
      await world.client.edit('Set', { type: 'operation.set-schedule', operationId, scheduleId: schedule.id });
      await world.client.deploy([operationId]);
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Settings');
      await expect(world.page.getByRole('button', { name: 'Disable schedule' })).toBeVisible();
    },
  },
  {
    name: 'the actions of an operation, one that would go round in a circle',
    reach: async (world) => {
      const { page, client } = world;
      const seen = await drawSeen(world);
      await drawBroken(world, '1.1 Broken');
      const operations = Object.values((await client.state()).project.operations);
      const broken = operations.find(({ name }) => name === 'Broken')?.id ?? '';
      const action = { condition: 'success', do: { kind: 'run-operation', operationId: seen } } as const;
      await client.edit('Link', { type: 'action.add', operationId: broken, action });
      await expect(page.getByRole('button', { name: 'On success: 1.1 Broken runs 1.0 Seen' })).toBeVisible();
      await choose(page, operation(page, '1.1 Broken'), 'Settings');
      await page.getByRole('tab', { name: 'Actions' }).click();
      await expect(page.getByRole('table', { name: 'Actions' })).toBeVisible();
      await page.getByRole('button', { name: 'Discard Changes' }).click();
      await choose(page, operation(page, '1.0 Seen'), 'Settings');
      await page.getByRole('tab', { name: 'Actions' }).click();
      await page.getByRole('combobox', { name: 'Operation' }).fill('broken');
      await page.keyboard.press('Enter');
      await expect(page.getByText(/would run one another for ever/)).toBeVisible();
    },
  },
  {
    name: 'the options of an operation, with what is wrong',
    reach: async (world) => {
      await openSettings(world, 'Options');
      await world.page.getByLabel('Operation time out').fill('0');
      await world.page.getByRole('button', { name: 'Save Changes' }).click();
      await expect(world.page.getByText(/^Enter a whole number from 1/)).toBeVisible();
    },
  },
  {
    name: 'a new e-mail, with what is wrong, and a test that failed',
    reach: async (world) => {
      const { page } = world;
      await tab(world, 'Components');
      await choose(page, paneRow(page, /^E-mails/), 'Create new');
      await page.getByLabel('From').fill('sluice@example.com');
      await page.getByRole('combobox', { name: 'To', exact: true }).fill('team@example.com');
      await page.getByLabel('Subject').fill('About [date]');
      await page.getByLabel('Host').fill('127.0.0.1');
      await page.getByLabel('Port').fill('9');
      await page.getByRole('button', { name: 'Send test e-mail' }).click();
      await expect(page.getByText('The e-mail was not sent')).toBeVisible();
      await page.getByLabel('Port').fill('0');
      await page.getByLabel('Host').fill('');
      await page.getByLabel('User name').click();
      await expect(page.getByText('Host is required.')).toBeVisible();
    },
  },
  {
    name: 'a new connection, with what is wrong and its optional settings',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Amazon S3', exact: true }).click();
      await page.getByLabel('Connection Name').fill('');
      const more = page.getByRole('button', { name: 'Optional settings' });
      await more.click();
      await expect(page.getByText('Enter a name.')).toBeVisible();
      await expect(more, 'the message does not move it away under the click').toHaveAttribute('aria-expanded', 'true');
    },
  },
  {
    name: 'a connection that was tested',
    reach: async ({ page, storage }) => {
      await createConnection(page, 'Tested', storage);
      await page.getByRole('button', { name: 'Tested', exact: true }).dblclick();
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(page.getByText('Connection Success')).toBeVisible();
    },
  },
  {
    name: 'a connection to a folder that the agent does not allow',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Local Files', exact: true }).click();
      await page.getByLabel('Folder', { exact: true }).fill('/etc');
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(page.getByText('folder-not-allowed').first()).toBeVisible();
    },
  },
];

const PAGES: readonly State[] = [
  {
    name: 'the projects',
    reach: async ({ page, product }) => {
      await page.goto(new URL('/projects', product.url).href);
      await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible();
    },
  },
  {
    name: 'a project about to be made',
    reach: async ({ page, product }) => {
      await page.goto(new URL('/projects', product.url).href);
      await page.getByRole('button', { name: 'New project' }).click();
      await expect(page.getByRole('dialog', { name: 'New project' })).toBeVisible();
    },
  },
  {
    name: 'a project about to be deleted',
    reach: async ({ page, product }) => {
      await page.goto(new URL('/projects', product.url).href);
      await page
        .getByRole('button', { name: /^Delete Journey/ })
        .first()
        .click();
      await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toBeVisible();
    },
  },
  {
    name: 'a project that is not there',
    reach: async ({ page, product }) => {
      await page.goto(new URL('/projects/prj_nowhere', product.url).href);
      await expect(page.getByText('The project can’t be shown')).toBeVisible();
    },
  },
];

/** Every state that is looked at, dialogs aside. */
export const STATES: readonly State[] = [...CANVAS, ...MENUS, ...PANE, ...SCREENS, ...PAGES];
