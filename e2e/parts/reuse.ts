import { expect, type Locator, type Page } from '@playwright/test';
import type { ProjectClient } from '../../testing/product/api-client.ts';

export const FROM = { bucket: 'inbox', key: 'a' };
export const TO = { bucket: 'archive' };

/** The drop zone that is there while nothing is dragged: it can be selected. */
export function restingZone(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name });
}

export function row(page: Page, tab: 'Workflows' | 'Components', name: string | RegExp): Locator {
  return page.getByRole('tree', { name: tab }).getByRole('treeitem', { name });
}

export async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

export async function allSaved(page: Page): Promise<void> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** The names of an operation's steps, and whether each refers to an activity of its own. */
export async function stepsOf(client: ProjectClient, operationName: string) {
  const { project } = await client.state();
  const found = Object.values(project.operations).find((one) => one.name === operationName);
  return (found?.steps ?? []).map(({ componentId }) => ({ componentId, name: project.activities[componentId]?.name }));
}
