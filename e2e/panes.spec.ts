import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

test('the Workflows tab finds, selects, renames and reorders', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'Alpha', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await drawTransfer(client, storage, 'Beta', { bucket: 'inbox', key: 'b' }, { bucket: 'archive' });
  const tree = page.getByRole('tree').first();
  await expect(tree.getByRole('treeitem', { name: /Beta/ })).toBeVisible();
  await tree.getByRole('treeitem', { name: /Beta/ }).click();
  await expect(operation(page, '1.1 Beta')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('F2');
  await page.locator('input:focus').fill('Gamma');
  await page.keyboard.press('Enter');
  await expect(operation(page, '1.1 Gamma')).toBeVisible();
  await tree.getByRole('treeitem', { name: /Gamma/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await expect(operation(page, '1.0 Gamma')).toBeVisible();
  await expect(operation(page, '1.1 Alpha')).toBeVisible();
});

test('a double-click on a connection opens it, though the first click closes one above and so moves it away', async ({
  page,
  client,
  storage,
}) => {
  for (const name of ['Above', 'Below']) await client.connect(name, storage);
  const connection = (name: string) => page.locator('[data-palette-item]').filter({ hasText: name });
  const place = () => connection('Below').boundingBox();
  // A new connection opens as it comes.
  await expect(connection('Below')).toBeVisible();
  await connection('Above').click();
  await expect(connection('Above')).toHaveAttribute('aria-expanded', 'true');
  await expect(connection('Below')).toHaveAttribute('aria-expanded', 'false');
  const before = await place();
  await connection('Below').click();
  await expect.poll(async () => (await place())?.y, 'it moves up').toBeLessThan(before?.y ?? 0);
  await connection('Above').click();
  await connection('Below').dblclick();
  await expect(page.getByRole('textbox', { name: 'Connection Name' })).toHaveValue('Below');
});

test('removing takes a step off the canvas and keeps the activity; deleting it is refused while it is used', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Kept', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await page.getByRole('tab', { name: 'Components' }).click();
  const row = page.getByRole('treeitem', { name: /Get for Kept/ });
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await expect(dialog.getByText(/Kept/).first()).toBeVisible();
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await step(page, 'Get for Kept').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(step(page, 'Get for Kept')).toBeHidden();
  await expect(row).toBeVisible();
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: /delete/i }).click();
  await expect(row).toBeHidden();
  await expect(page.locator('[data-modal]'), 'Ctrl+Z is not for the dialog').toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row, 'undo brings it back').toBeVisible();
});
