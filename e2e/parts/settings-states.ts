import { expect } from '@playwright/test';
import { newId } from '../../shared/project/id.ts';
import { chooseTyped, operation } from './gestures.ts';
import { NIGHTLY, openTab, type State } from './state.ts';
import { choose, drawBroken, drawSeen, type World } from './world.ts';

/** Opens the settings of *Seen* on one of their tabs. */
async function openSettings(world: World, name: string): Promise<void> {
  await drawSeen(world);
  await choose(world.page, operation(world.page, '1.0 Seen'), 'Settings');
  await openTab(world, name);
}

/** Of the settings of an operation. */
export const SETTINGS: readonly State[] = [
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
      await chooseTyped(page.getByRole('combobox', { name: 'Operation' }), 'broken');
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
];
