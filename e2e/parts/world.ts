import { expect, type Locator, type Page } from '@playwright/test';
import type { ProjectClient } from '../../testing/product/api-client.ts';
import type { Product } from '../../testing/product/start-product.ts';
import { drawTransfer } from './activities.ts';
import type { Storage } from './fixtures.ts';
import { operation } from './gestures.ts';

/** What is there to bring a page into a state. */
export interface World {
  page: Page;
  client: ProjectClient;
  storage: Storage;
  product: Product;
}

/** Opens the actions menu of something, and chooses along a path of its items. */
export async function choose(page: Page, of: Locator, ...path: string[]): Promise<void> {
  await of.click({ button: 'right', position: { x: 60, y: 14 } });
  for (const name of path) await page.getByRole('menuitem', { name, exact: true }).last().click();
}

/** The row of a thing in the project pane. */
export function paneRow(page: Page, name: string | RegExp): Locator {
  return page.getByRole('treeitem', { name });
}

/** Draws the valid operation *Seen*, whose object is not there, and gives its id. */
export async function drawSeen({ page, client, storage }: World): Promise<string> {
  const id = await drawTransfer(
    client,
    storage,
    'Seen',
    { bucket: 'inbox', key: 'no-such-key' },
    { bucket: 'archive' },
  );
  await expect(operation(page, '1.0 Seen')).toBeVisible();
  return id;
}

/** Draws an operation that can't be deployed: its only step is a source. */
export async function drawBroken({ page, client, storage }: World, title = '1.0 Broken'): Promise<void> {
  const connectionId = await client.connect('Storage of Broken', storage);
  await client.draw('Broken', [{ connectionId, type: 'get-object', name: 'Get for Broken', settings: {} }]);
  await expect(operation(page, title)).toBeVisible();
}

/** Takes both steps out of *Seen*: what they were is used no more. */
export async function emptySeen(world: World): Promise<void> {
  const id = await drawSeen(world);
  const steps = (await world.client.state()).project.operations[id]?.steps ?? [];
  for (const { id: stepId } of steps) await world.client.edit('Remove', { type: 'step.remove', stepId });
}

/** Runs *Seen*, which fails, and opens its log. */
export async function runSeen(world: World): Promise<void> {
  const { page } = world;
  await drawSeen(world);
  await operation(page, '1.0 Seen').getByRole('button', { name: 'Deploy and run' }).click();
  await operation(page, '1.0 Seen').getByRole('button', { name: 'Last run: Error. View logs' }).click();
  await expect(page.getByText(/no-such-key/).first()).toBeVisible();
}
