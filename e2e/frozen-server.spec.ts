import { expect, test } from '@playwright/test';
import { startProduct } from '../testing/product/start-product.ts';
import { operation } from './parts/gestures.ts';

test('a server that is frozen is noticed, what is drawn meanwhile is kept, and all is well once it goes on', async ({
  page,
}) => {
  const product = await startProduct();
  const lost = page.getByRole('alert').filter({ hasText: 'Connection lost.' });
  const copy = operation(page, '1.0 Copy invoice');
  await page.goto(product.readyUrl);
  await expect(copy).toBeVisible();
  await expect(page.getByText('1 agent online')).toBeVisible();
  process.kill(product.pid, 'SIGSTOP');
  try {
    await expect(lost).toContainText('What is shown may be old', { timeout: 60_000 });
    await copy.click();
    await page.keyboard.press('F2');
    await page.keyboard.type('Drawn meanwhile');
    await page.keyboard.press('Enter');
    await expect(lost).toContainText('Changes are kept on this page');
  } finally {
    process.kill(product.pid, 'SIGCONT');
  }
  await expect(lost).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(operation(page, '1.0 Drawn meanwhile')).toBeVisible();
  await product.stop();
});
