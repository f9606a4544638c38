import { expect } from '@playwright/test';
import { operation, step } from './gestures.ts';
import type { State } from './state.ts';
import { choose, drawSeen } from './world.ts';

export const MENUS: readonly State[] = [
  {
    name: 'the menu of an operation, with a menu of its own open',
    reach: async (world) => {
      await drawSeen(world);
      await choose(world.page, operation(world.page, '1.0 Seen'), 'Deploy');
      await expect(world.page.getByRole('menu')).toHaveCount(2);
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
