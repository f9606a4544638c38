import { test as base, expect } from '@playwright/test';
import { type Product, startProduct } from '../testing/product/start-product.ts';
import { operation } from './parts/gestures.ts';

/** A product of its own, as it is after the very first start. */
const test = base.extend<object, { fresh: Product }>({
  fresh: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test('the first page is the sample, and its first operation runs at one click', async ({ page, fresh }) => {
  await page.goto(fresh.readyUrl);
  await expect(page.getByText('Sample', { exact: true })).toBeVisible();
  await expect(page.getByText('Deploy and run copies a real invoice')).toBeVisible();
  const copy = operation(page, '1.0 Copy invoice');
  await copy.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(copy.getByText('Success')).toBeVisible();
  await expect(page.getByText('Deploy and run copies a real invoice')).toBeHidden();
  await copy.getByRole('button', { name: 'Last run: Success. View logs' }).click();
  await expect(page.getByText(/invoice-1001\.pdf/).first()).toBeVisible();
});

test('what runs is what was deployed: a changed design is marked and asked about', async ({ page, fresh }) => {
  await page.goto(fresh.readyUrl);
  const list = operation(page, '1.1 List the inbox');
  await expect(list.getByText('Undeployed')).toBeVisible();
  await list.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(list.getByText('Undeployed')).toBeHidden();
  await list.click();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Operation name' })).toBeFocused();
  await page.keyboard.type('List everything');
  await page.keyboard.press('Enter');
  const renamed = operation(page, '1.1 List everything');
  await expect(renamed.getByText('Undeployed')).toBeVisible();
  await renamed.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await expect(dialog.getByRole('button', { name: 'Continue' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(renamed.getByText('Success')).toBeVisible();
  await expect(renamed.getByText('Undeployed')).toBeVisible();
});
