import { expect } from '@playwright/test';
import { createConnection, step } from './gestures.ts';
import { openTab, type State } from './state.ts';
import { choose, drawSeen, paneRow } from './world.ts';

/** Of the configuration screens: activities, connections, e-mails. */
export const SCREENS: readonly State[] = [
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
    name: 'a new e-mail, with what is wrong, and a test that failed',
    reach: async (world) => {
      const { page } = world;
      await openTab(world, 'Components');
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
