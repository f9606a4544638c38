import { expect } from '@playwright/test';
import { DEFAULT_OPTIONS } from '../../shared/project/operation-options.ts';
import { drawTransfer } from './activities.ts';
import { operation, step } from './gestures.ts';
import type { State } from './state.ts';
import { choose, drawBroken, drawSeen, emptySeen, paneRow, type World } from './world.ts';

const dialog = ({ page }: World, name: string | RegExp) =>
  expect(page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }))).toBeVisible();

/** Every dialog of the designer. */
export const DIALOG_STATES: readonly State[] = [
  {
    name: 'an operation about to be deleted',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Delete');
      await dialog(world, 'Delete Seen?');
    },
  },
  {
    name: 'a deletion refused',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.getByRole('tab', { name: 'Components' }).click();
      await choose(world.page, paneRow(world.page, 'Storage of Seen'), 'Delete');
      await dialog(world, 'Storage of Seen can’t be deleted');
    },
  },
  {
    name: 'what is unused about to be deleted',
    reach: async (world) => {
      await emptySeen(world);
      // The menu offers what it finds when it opens: the page must know of the removals by then.
      await expect(operation(world.page, '1.0 Seen').getByText(/^No step yet/)).toBeVisible();
      await world.page.getByRole('tab', { name: 'Components' }).click();
      await choose(world.page, paneRow(world.page, /^Endpoints/), 'Delete unused');
      await dialog(world, 'Delete what is not used?');
    },
  },
  {
    name: 'a step about to be added to a group',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, step(world.page, 'Get for Seen'), 'Add to group');
      await dialog(world, /^Add Get for Seen to a group/);
    },
  },
  {
    name: 'an operation about to be linked',
    reach: async (world) => {
      await drawSeen(world);
      await drawBroken(world, '1.1 Broken');
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Actions', 'On success run…');
      await dialog(world, /On success of Seen, run/);
    },
  },
  {
    name: 'a new schedule, on some weekdays, again and again',
    reach: async (world) => {
      const { page } = world;
      await page.getByRole('tab', { name: 'Components' }).click();
      await choose(page, paneRow(page, /^Schedules/), 'Create new');
      await dialog(world, 'New schedule');
      await page.getByRole('radio', { name: 'Weekly' }).click();
      await page.getByRole('radio', { name: 'Every few minutes or hours' }).click();
    },
  },
  {
    name: 'a new schedule, monthly, with what is wrong',
    reach: async (world) => {
      const { page } = world;
      await page.getByRole('tab', { name: 'Components' }).click();
      await choose(page, paneRow(page, /^Schedules/), 'Create new');
      await dialog(world, 'New schedule');
      await page.getByRole('radio', { name: 'Monthly' }).click();
      await page.getByLabel('Day', { exact: true }).fill('40');
      await expect(page.getByText('A whole number from 1 to 31.')).toBeVisible();
    },
  },
  {
    name: 'a deploy refused',
    reach: async (world) => {
      await drawBroken(world);
      await operation(world.page, '1.0 Broken').getByRole('button', { name: 'Deploy and run' }).click();
      await dialog(world, 'Broken can’t be deployed yet');
    },
  },
  {
    name: 'a run of what is not deployed',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Run');
      await dialog(world, 'Seen is not deployed');
    },
  },
  {
    name: 'a run with values',
    reach: async (world) => {
      const { page, client, storage } = world;
      const put = { bucket: 'archive', key: '[region]{north}/a.txt' };
      await drawTransfer(client, storage, 'Seen', { bucket: 'inbox', key: 'no-such-key' }, put);
      await choose(page, operation(page, '1.0 Seen'), 'Run with values…');
      await dialog(world, 'Run Seen with values');
      await expect(page.getByRole('dialog').getByLabel('region')).toBeVisible();
    },
  },
  {
    name: 'the input and output of a step',
    reach: async (world) => {
      const { page, client } = world;
      const operationId = await drawSeen(world);
      const options = { ...DEFAULT_OPTIONS, debugUntil: new Date(Date.now() + 86_400_000).toISOString() };
      await client.edit('Debug', { type: 'operation.set-options', operationId, options });
      const run = await client.run(operationId);
      await client.ended(run);
      await operation(page, '1.0 Seen').getByRole('button', { name: 'Last run: Error. View logs' }).click();
      await page.getByRole('button', { name: 'Input and output of Get for Seen' }).click();
      await dialog(world, 'Input and output of Get for Seen');
      await expect(page.getByText('no-such-key').last()).toBeVisible();
    },
  },
  {
    name: 'a configurable deploy',
    reach: async (world) => {
      await drawSeen(world);
      await drawBroken(world, '1.1 Broken');
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Deploy', 'Configurable deploy');
      await world.page.getByRole('button', { name: /What keeps operations from being deployed/ }).click();
      await dialog(world, 'Configurable deploy');
    },
  },
  {
    name: 'the project history, a deployment opened',
    reach: async (world) => {
      await openHistory(world);
      await world.page.getByRole('button', { name: /A comment/ }).click();
      await expect(world.page.getByRole('list', { name: 'What changed' })).toBeVisible();
    },
  },
  {
    name: 'the project history, design changes',
    reach: async (world) => {
      await openHistory(world);
      await world.page.getByRole('tab', { name: 'Design changes' }).click();
      await world.page.getByRole('list', { name: 'Design changes' }).getByRole('button').first().click();
    },
  },
  {
    name: 'an earlier design about to be restored',
    reach: async (world) => {
      await openHistory(world);
      await world.page.getByRole('button', { name: 'Restore the design of v1' }).click();
      await dialog(world, 'Restore the design of v1?');
      await expect(world.page.getByRole('list', { name: 'What changes' })).toBeVisible();
    },
  },
  {
    name: 'a screen about to be left',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').dblclick();
      await world.page.getByRole('button', { name: 'Back' }).click();
      await world.page.getByLabel('Key', { exact: true }).fill('another');
      await world.page
        .getByRole('button', { name: /^Close/ })
        .first()
        .click();
      await dialog(world, 'Discard changes?');
    },
  },
  {
    name: 'a message with Undo',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Delete');
      await world.page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(world.page.getByRole('region', { name: 'Notifications' })).toContainText('Undo');
    },
  },
];

/** Opens the history of a project with a deployment and a change after it. */
async function openHistory(world: World): Promise<void> {
  const { page, client } = world;
  const id = await drawSeen(world);
  await client.deploy([id], { tag: 'v1', comment: 'A comment' });
  await client.edit('Rename', { type: 'operation.rename', operationId: id, name: 'Seen again' });
  await expect(operation(page, '1.0 Seen again')).toBeVisible();
  await page.locator('header').getByRole('button', { name: 'Actions of New Workflow', exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Project history' }).click();
  await dialog(world, 'Project history');
}
