import { expect } from '@playwright/test';
import type { State } from './states.ts';
import type { World } from './world.ts';

async function open({ page, product }: World, tab: 'Agents' | 'Environments'): Promise<void> {
  await page.goto(new URL('/administration', product.url).href);
  await page.getByRole('tab', { name: tab }).click();
}

/** The pages of those who look after the installation. */
export const ADMINISTRATION_STATES: readonly State[] = [
  {
    name: 'the agents of the installation',
    reach: async (world) => {
      await open(world, 'Agents');
      await expect(world.page.getByRole('table', { name: 'Agents of Cloud agents' })).toBeVisible();
    },
  },
  {
    name: 'an agent being added',
    reach: async (world) => {
      const { page } = world;
      await open(world, 'Agents');
      await page.getByRole('button', { name: 'Add agent' }).first().click();
      await page.getByRole('textbox', { name: 'Agent name' }).fill('plc-gateway');
      await page.getByRole('button', { name: 'Show command' }).click();
      await expect(page.getByRole('dialog', { name: 'Start plc-gateway' })).toBeVisible();
    },
  },
  {
    name: 'the environments, one being made',
    reach: async (world) => {
      await open(world, 'Environments');
      await world.page.getByRole('button', { name: 'New environment' }).click();
      await expect(world.page.getByRole('dialog', { name: 'New environment' })).toBeVisible();
    },
  },
];
