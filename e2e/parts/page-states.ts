import { expect } from '@playwright/test';
import type { State } from './state.ts';

/** Of the pages beside a project. */
export const PAGES: readonly State[] = [
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
