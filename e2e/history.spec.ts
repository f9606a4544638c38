import type { Page } from '@playwright/test';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

const keys = { get: { bucket: 'inbox', key: 'a.csv' }, put: { bucket: 'archive' } };

async function openHistory(page: Page) {
  await page.locator('header').getByRole('button', { name: 'Actions of New Workflow', exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Project history' }).click();
  const dialog = page.getByRole('dialog', { name: 'Project history' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a deployment shows what changed by it, and its design is restored in every tab, can be undone, and is deployed again', async ({
  page,
  context,
  client,
  storage,
}) => {
  // Many steps in two tabs: on a busy machine they take close to the usual minute.
  const first = await drawTransfer(client, storage, 'First', keys.get, keys.put);
  const second = await drawTransfer(client, storage, 'Second', keys.get, keys.put);
  await expect(operation(page, '1.1 Second')).toBeVisible();
  await client.deploy([first, second], { tag: 'v1' });
  const then = (await client.state()).project;
  const get = Object.values(then.activities).find(({ name }) => name === 'Get for First');
  if (!get) throw new Error('no Get');
  const activity = { ...get, settings: { ...get.settings, key: 'b.csv' } };
  await client.edit('Another key', { type: 'activity.change', activity });
  await client.edit('Rename First', { type: 'operation.rename', operationId: first, name: 'Erste' });
  await client.edit('Remove Second', { type: 'operation.remove', operationId: second });
  await client.edit('Delete Second', { type: 'operation.delete', operationId: second });
  await client.deploy([first], { comment: 'Without the second one.' });
  await expect(operation(page, '1.0 Erste')).toBeVisible();

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(operation(other, '1.0 Erste')).toBeVisible();

  const history = await openHistory(page);
  await history.getByRole('button', { name: /Without the second one/ }).click();
  const changes = history.getByRole('list', { name: 'What changed' });
  await expect(changes.getByText('was “First”; activity “Get for First”: Key')).toBeVisible();
  await expect(changes.getByRole('listitem').filter({ hasText: 'Removed' })).toContainText('Second');
  await history.getByRole('button', { name: 'Restore the design of v1' }).click();
  const restore = page.getByRole('dialog', { name: 'Restore the design of v1?' });
  await expect(restore.getByText('1 operation comes back, 1 becomes what it was')).toBeVisible();
  await expect(restore.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(restore).toBeHidden();
  await expect(history).toBeVisible();
  await history.getByRole('button', { name: 'Restore the design of v1' }).click();
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(history).toBeHidden();

  for (const tab of [page, other]) {
    await expect(operation(tab, '1.0 First')).toBeVisible();
    await expect(operation(tab, '1.1 Second')).toBeVisible();
  }
  await expect(operation(page, '1.0 First').getByText('Undeployed')).toBeVisible();
  await expect(operation(page, '1.1 Second').getByText('Undeployed')).toBeHidden();
  expect((await client.state()).project).toEqual(then);

  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(operation(page, '1.0 Erste')).toBeVisible();
  await expect(operation(other, '1.1 Second')).toBeHidden();
  await page.getByRole('button', { name: 'Redo', exact: true }).first().click();
  await expect(operation(other, '1.1 Second')).toBeVisible();
  await operation(page, '1.0 First').getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(operation(page, '1.0 First').getByText('Undeployed')).toBeHidden();
  await other.close();
});

test('design changes are grouped by who made them; any of them can be gone back to', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', keys.get, keys.put);
  await expect(operation(page, '1.0 First')).toBeVisible();
  await operation(page, '1.0 First').click();
  for (const name of ['Renamed', 'Renamed twice']) {
    await page.keyboard.press('F2');
    await page.locator('input:focus').fill(name);
    await page.keyboard.press('Enter');
    await expect(operation(page, `1.0 ${name}`), 'the next F2 is for it').toBeFocused();
  }
  await client.state();
  const history = await openHistory(page);
  await history.getByRole('tab', { name: 'Design changes' }).click();
  const list = history.getByRole('list', { name: 'Design changes' });
  await expect(list.locator('> li')).toHaveCount(2);
  const mine = list.locator('> li').first();
  await expect(mine).toContainText('You');
  await expect(mine).toContainText('2 changes');
  await expect(mine).toContainText('The design now');
  await expect(list.locator('> li').last()).toContainText('api-client');
  await mine
    .getByRole('button', { name: /Rename/ })
    .first()
    .click();
  const changes = mine.getByRole('list', { name: 'Changes' });
  await changes.getByRole('button', { name: /^Restore the design after/ }).click();
  const restore = page.getByRole('dialog', { name: /^Restore the design of/ });
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(operation(page, '1.0 Renamed')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(operation(page, '1.0 Renamed twice')).toBeVisible();
});

test('an empty history says what will stand there', async ({ page, projectId }) => {
  expect(projectId).toMatch(/^prj_/);
  const history = await openHistory(page);
  await expect(history.getByText('Nothing has been deployed yet')).toBeVisible();
  await history.getByRole('tab', { name: 'Design changes' }).press('Enter');
  await expect(history.getByText('Nothing has been drawn yet')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(history).toBeHidden();
});
