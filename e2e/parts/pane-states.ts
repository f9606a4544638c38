import { expect } from '@playwright/test';
import { step } from './gestures.ts';
import { openTab, type State } from './state.ts';
import { choose, drawSeen, paneRow } from './world.ts';

export const PANE: readonly State[] = [
  {
    name: 'the components',
    reach: async (world) => {
      await drawSeen(world);
      await openTab(world, 'Components');
      await expect(paneRow(world.page, 'Get for Seen')).toBeVisible();
    },
  },
  {
    name: 'a search in the pane that finds nothing',
    reach: async (world) => {
      await drawSeen(world);
      await openTab(world, 'Components');
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
