import { expect } from '@playwright/test';
import { operation, step } from './gestures.ts';
import type { State } from './states.ts';
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
