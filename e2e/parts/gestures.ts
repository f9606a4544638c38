import { expect, type Locator, type Page } from '@playwright/test';
import type { Storage } from './fixtures.ts';

/** Fills in a new connection's screen, without saving. */
export async function fillConnection(
  page: Page,
  name: string,
  storage: Pick<Storage, 'url' | 'accessKeyId' | 'secretAccessKey'>,
): Promise<void> {
  await page.getByRole('button', { name: 'Amazon S3', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeVisible();
  await page.getByLabel('Connection Name').fill(name);
  await page.getByLabel('Access Key ID').fill(storage.accessKeyId);
  await page.getByLabel('Secret Access Key').fill(storage.secretAccessKey);
  await page.getByRole('button', { name: 'Optional settings' }).click();
  await page.getByLabel('Endpoint URL').fill(storage.url);
  await page.getByRole('checkbox', { name: 'Force path-style access' }).click();
}

/** Makes a connection through its screen. */
export async function createConnection(page: Page, name: string, storage: Storage): Promise<void> {
  await fillConnection(page, name, storage);
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeHidden();
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
}

/** Where something is drawn, in CSS pixels. */
export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

/** Drags with the pointer in small moves, as a hand does. */
export async function drag(page: Page, from: Locator, to: () => Promise<Locator> | Locator): Promise<void> {
  const start = await from.boundingBox();
  if (!start) throw new Error('there is nothing to drag');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 - 30, start.y + start.height / 2 + 10, { steps: 4 });
  const zone = await to();
  await expect(zone).toBeVisible();
  const end = await zone.boundingBox();
  if (!end) throw new Error('there is nowhere to drop');
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 });
  await page.mouse.up();
}

/** Chooses in a field with a list by typing: Enter takes what is highlighted, and that comes with the list. */
export async function chooseTyped(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await expect(highlighted(field.page())).toHaveCount(1);
  await field.press('Enter');
  await expect(highlighted(field.page())).toHaveCount(0);
}

/** What Enter would take of the open list. */
export const highlighted = (page: Page): Locator => page.locator('[role="option"][data-highlighted]');

/** A step's tile on the canvas. */
export function step(page: Page, name: string): Locator {
  return page.locator('[data-step]').and(page.getByRole('button', { name, exact: true }));
}

/** A drop zone, by what it says. */
export function zone(page: Page, name: string | RegExp): Locator {
  return page.getByRole('group', { name });
}

/** An operation on the canvas, by number and name. */
export function operation(page: Page, title: string): Locator {
  return page.locator('[data-operation]').and(page.getByRole('group', { name: title, exact: true }));
}
