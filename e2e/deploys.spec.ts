import type { Page } from '@playwright/test';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

/** Chooses from the canvas header's menu. */
async function fromHeader(page: Page, ...path: string[]): Promise<void> {
  await page.locator('header').getByRole('button', { name: 'Actions of New Workflow', exact: true }).last().click();
  for (const name of path) await page.getByRole('menuitem', { name, exact: true }).click();
}

const keys = { get: { bucket: 'inbox', key: 'a.csv' }, put: { bucket: 'archive' } };

test('Configurable deploy deploys what is ticked, with a tag and a comment, by the keyboard', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', keys.get, keys.put);
  await drawTransfer(client, storage, 'Second', keys.get, keys.put);
  const orphan = await drawTransfer(client, storage, 'Loose', keys.get, keys.put);
  await client.edit('Remove Loose', { type: 'operation.remove', operationId: orphan });
  await drawTransfer(client, storage, 'Broken', { bucket: 'inbox' }, keys.put);
  await expect(operation(page, '1.2 Broken')).toBeVisible();

  await fromHeader(page, 'Deploy', 'Configurable deploy');
  const dialog = page.getByRole('dialog', { name: 'Configurable deploy' });
  const tree = dialog.getByRole('tree', { name: 'What is deployed' });
  const row = (name: string) => tree.getByRole('treeitem', { name });
  await expect(row('1 New Workflow')).toHaveAttribute('aria-checked', 'true');
  await expect(row('In no workflow')).toHaveAttribute('aria-checked', 'true');
  await expect(row('1.2 Broken')).toHaveAttribute('aria-disabled', 'true');
  await expect(row('1.2 Broken')).toHaveAttribute('aria-checked', 'false');
  await expect(row('1.2 Broken')).toHaveAccessibleName(/Undeployed "Get for Broken" has no Key/);
  await expect(row('1.0 First')).toHaveAccessibleName('1.0 First Undeployed');

  await row('1 New Workflow').focus();
  await page.keyboard.press('Space');
  await expect(row('1 New Workflow')).toHaveAttribute('aria-checked', 'false');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(row('1.0 First')).toHaveAttribute('aria-checked', 'true');
  await expect(row('1 New Workflow')).toHaveAttribute('aria-checked', 'mixed');
  // Playwright waits for what is disabled to become enabled.
  await row('1.2 Broken').click({ force: true });
  await expect(row('1.2 Broken')).toHaveAttribute('aria-checked', 'false');
  await expect(dialog.getByRole('status')).toHaveText('2 operations');
  await dialog.getByLabel('Tag').fill('v1');
  await dialog.getByLabel('Comment').fill('The first one.');
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByText('Deployed 2 operations')).toBeVisible();
  const { deployed, project } = await client.state();
  expect(deployed.map(({ operationId }) => project.operations[operationId]?.name).sort()).toEqual(['First', 'Loose']);
  expect(new Set(deployed.map(({ deploymentId }) => deploymentId)).size).toBe(1);

  await fromHeader(page, 'Project history');
  const history = page.getByRole('dialog', { name: 'Project history' });
  await expect(history.getByText('The first one.')).toBeVisible();
  await expect(history.getByText('v1', { exact: true })).toBeVisible();
  await expect(history.getByText('· You')).toBeVisible();
});

test('Configurable deploy of an operation begins with that one; Escape leaves; an error leads to its place', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', keys.get, keys.put);
  await drawTransfer(client, storage, 'Broken', { bucket: 'inbox' }, keys.put);
  await operation(page, '1.0 First').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Deploy', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Configurable deploy' }).click();
  const dialog = page.getByRole('dialog', { name: 'Configurable deploy' });
  await expect(dialog.getByRole('treeitem', { name: '1.0 First' })).toHaveAttribute('aria-checked', 'true');
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect((await client.state()).deployed).toEqual([]);

  await fromHeader(page, 'Deploy', 'Configurable deploy');
  await dialog.getByRole('button', { name: 'Tick none' }).click();
  await expect(dialog.getByRole('button', { name: 'Deploy', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('button', { name: /What keeps operations from being deployed/ }).click();
  await dialog
    .getByRole('button', { name: /Get for Broken/ })
    .first()
    .click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('[data-step]:focus')).toHaveAccessibleName('Get for Broken');
});

test('Run of what was never deployed, and of what has changed since, asks first', async ({ page, client, storage }) => {
  await storage.put('inbox', 'a.csv', Buffer.from('a'));
  const id = await drawTransfer(client, storage, 'Copy', keys.get, { ...keys.put, key: 'first.csv' });
  const run = async () => {
    await operation(page, '1.0 Copy').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  };
  await run();
  const dialog = page.getByRole('dialog', { name: /^Copy (is|has)/ });
  await expect(dialog).toHaveAccessibleName('Copy is not deployed');
  await expect(dialog.getByRole('button', { name: 'Continue' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await client.runs()).runs).toEqual([]);
  await run();
  await dialog.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(operation(page, '1.0 Copy').getByText('Success')).toBeVisible();
  expect(await storage.get('archive', 'first.csv')).not.toBeNull();

  const { project } = await client.state();
  const put = Object.values(project.activities).find(({ name }) => name === 'Put for Copy');
  if (!put) throw new Error('no Put');
  const activity = { ...put, settings: { ...put.settings, key: 'second.csv' } };
  await client.edit('Change the key', { type: 'activity.change', activity });
  await expect(operation(page, '1.0 Copy').getByText('Undeployed')).toBeVisible();
  await run();
  await expect(dialog).toHaveAccessibleName('Copy has changed since it was deployed');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect
    .poll(async () => (await client.runs(`?operationId=${id}`)).runs.map(({ state }) => state))
    .toEqual(['Success', 'Success']);
  expect(await storage.get('archive', 'second.csv')).toBeNull();
  await run();
  await dialog.getByRole('button', { name: 'Deploy and run' }).click();
  await expect.poll(() => storage.get('archive', 'second.csv')).not.toBeNull();
});

test('Run again takes the values that the run was started with, also when it has to be deployed first', async ({
  page,
  client,
  storage,
}) => {
  await storage.put('inbox', 'a.csv', Buffer.from('a'));
  await drawTransfer(client, storage, 'Copy', keys.get, { ...keys.put, key: '[place]{nowhere}/again.csv' });
  const copy = operation(page, '1.0 Copy');
  await copy.click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Run with values…' }).click();
  await page.getByRole('dialog').getByLabel('place').fill('north');
  await page.getByRole('dialog').getByRole('button', { name: 'Deploy and run' }).click();
  await copy.getByRole('button', { name: 'Last run: Success. View logs' }).click();
  const detail = page.getByRole('region', { name: 'Run of Copy' });
  await expect(detail.getByText('place = north')).toBeVisible();
  const written = async () => Buffer.from((await storage.get('archive', 'north/again.csv')) ?? []).toString();
  const contents = async (text: string) => {
    await storage.put('inbox', 'a.csv', Buffer.from(text));
    await detail.getByRole('button', { name: 'Run again' }).click();
  };
  await contents('b');
  await expect.poll(written).toBe('b');
  await expect(detail.getByText('place = north')).toBeVisible();

  const { project } = await client.state();
  const [operationDrawn] = Object.values(project.operations);
  const name = 'Copy twice';
  await client.edit('Rename', { type: 'operation.rename', operationId: operationDrawn?.id ?? '', name });
  await expect(operation(page, '1.0 Copy twice'), 'the page knows that it has changed').toBeVisible();
  await contents('c');
  await page.getByRole('dialog').getByRole('button', { name: 'Deploy and run' }).click();
  await expect.poll(written).toBe('c');
  expect(await storage.get('archive', 'nowhere/again.csv')).toBeNull();
});

test('Run again runs a finished run’s operation once more', async ({ page, client, storage }) => {
  await storage.put('inbox', 'a.csv', Buffer.from('a'));
  await drawTransfer(client, storage, 'Copy', keys.get, { ...keys.put, key: 'again.csv' });
  await operation(page, '1.0 Copy').getByRole('button', { name: 'Deploy and run' }).click();
  await operation(page, '1.0 Copy').getByRole('button', { name: 'Last run: Success. View logs' }).click();
  await storage.put('inbox', 'a.csv', Buffer.from('b'));
  await page.getByRole('button', { name: 'Run again' }).first().click();
  await expect.poll(async () => Buffer.from((await storage.get('archive', 'again.csv')) ?? []).toString()).toBe('b');
  await expect.poll(async () => (await client.runs()).runs.map(({ state }) => state)).toEqual(['Success', 'Success']);
});
