import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './parts/fixtures.ts';
import { createConnection, drag, operation, step, zone } from './parts/gestures.ts';

/** The name of what was dropped is offered to be edited: Enter leaves it as it is, and must not come before. */
async function keepName(page: Page): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Activity name' });
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toBeHidden();
}

/** Goes through an activity's two screens with text inputs. */
async function configure(page: Page, bucket: string, key: string): Promise<void> {
  await page.getByRole('radio', { name: 'Use text inputs' }).check();
  await page.getByLabel('Bucket', { exact: true }).fill(bucket);
  if (key !== '') await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Request' })).toBeVisible();
  await page.getByRole('button', { name: 'Finished' }).click();
}

test('Get → Put drawn with the pointer runs and moves the bytes', async ({ page, projectId, storage }) => {
  expect(projectId).toBeTruthy();
  const body = randomBytes(3 * 1024 * 1024 + 17);
  await storage.put('inbox', 'reports/ünïcode + space.bin', body, 'application/x-thing');
  await createConnection(page, 'Finance S3', storage);
  await page.getByRole('button', { name: 'Finance S3', exact: true }).click();

  await drag(page, page.getByRole('button', { name: /^Get Object/ }).first(), () =>
    zone(page, /^Drop zone: New operation/).first(),
  );
  await keepName(page);
  await expect(step(page, 'Get Object')).toBeVisible();
  await drag(page, page.getByRole('button', { name: /^Put Object/ }).first(), () => zone(page, /right of Get Object$/));
  await keepName(page);
  await expect(step(page, 'Put Object')).toBeVisible();

  await step(page, 'Get Object').dblclick();
  await configure(page, 'inbox', 'reports/ünïcode + space.bin');
  await step(page, 'Put Object').dblclick();
  await configure(page, 'archive', '');

  const drawn = operation(page, '1.0 New Operation');
  await drawn.getByRole('button', { name: 'Deploy and run', exact: false }).click();
  await expect(drawn.getByText('Success')).toBeVisible();
  const arrived = await storage.get('archive', 'reports/ünïcode + space.bin');
  expect(arrived && Buffer.compare(Buffer.from(arrived), body)).toBe(0);
});

test('the same with the keyboard alone', async ({ page, projectId, storage }) => {
  expect(projectId).toBeTruthy();
  await storage.put('inbox', 'keyboard.txt', Buffer.from('typed'));
  await createConnection(page, 'Finance S3', storage);
  await page.getByRole('button', { name: 'Finance S3', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^Get Object/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(zone(page, /^Drop zone: New operation/).and(page.locator('[data-aimed]'))).toHaveCount(1);
  await page.keyboard.press('Enter');
  await keepName(page);
  await expect(step(page, 'Get Object')).toBeVisible();
  await page
    .getByRole('button', { name: /^Put Object/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(zone(page, /right of Get Object$/)).toHaveAttribute('data-aimed', 'true');
  await page.keyboard.press('Enter');
  await keepName(page);
  await expect(step(page, 'Put Object')).toBeVisible();
  await expect(page.getByRole('group', { name: '1.0 New Operation' })).toHaveCount(1);
});
