import type { Locator, Page } from '@playwright/test';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

test('two tabs on one project stay in step, and undo is each one’s own', async ({ page, context, client, storage }) => {
  await drawTransfer(client, storage, 'Shared', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(operation(page, '1.0 Shared')).toBeVisible();
  await expect(operation(other, '1.0 Shared')).toBeVisible();

  await operation(page, '1.0 Shared').click();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Operation name' })).toBeFocused();
  await page.keyboard.type('Renamed here');
  await page.keyboard.press('Enter');
  await expect(operation(other, '1.0 Renamed here'), 'the other tab follows').toBeVisible();

  await step(other, 'Put for Shared').click();
  await other.keyboard.press('Delete');
  await expect(step(page, 'Put for Shared')).toBeHidden();
  await other.keyboard.press('Control+z');
  await expect(step(page, 'Put for Shared')).toBeVisible();
  await expect(operation(page, '1.0 Renamed here'), 'undoing there took back nothing of here').toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(operation(other, '1.0 Shared')).toBeVisible();
});

test('an edit that conflicts is refused with a message, and the tab catches up', async ({
  page,
  context,
  client,
  storage,
}) => {
  const operationId = await drawTransfer(
    client,
    storage,
    'Contested',
    { bucket: 'inbox', key: 'a' },
    { bucket: 'archive' },
  );
  await expect(operation(page, '1.0 Contested')).toBeVisible();
  // This tab hears nothing for a while: its next edit is made on a stale revision.
  await context.setOffline(true);
  await operation(page, '1.0 Contested').click();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Operation name' })).toBeFocused();
  await page.keyboard.type('Mine');
  await page.keyboard.press('Enter');
  await expect(operation(page, '1.0 Mine')).toBeVisible();
  await client.edit('Rename', { type: 'operation.rename', operationId, name: 'Theirs' });
  await context.setOffline(false);
  await expect(operation(page, '1.0 Theirs')).toBeVisible();
  await expect(
    page
      .getByRole('region', { name: 'Notifications' })
      .getByText(/somebody|changed/i)
      .first(),
  ).toBeVisible();
});

test('the project panes of two browsers agree through conflicting edits, and through a reload in the middle', async ({
  page,
  browser,
  client,
  storage,
}) => {
  for (const name of ['Alpha', 'Beta'])
    await drawTransfer(client, storage, name, { bucket: 'inbox', key: name }, { bucket: 'archive' });
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  const row = (of: Page, name: string | RegExp) => of.getByRole('treeitem', { name, exact: typeof name === 'string' });
  const rename = async (of: Page, thing: Locator, name: string) => {
    await thing.focus();
    await of.keyboard.press('F2');
    await expect(of.getByRole('textbox', { name: /^Name of/ })).toBeFocused();
    await of.keyboard.type(name);
    await of.keyboard.press('Enter');
  };
  const rows = (of: Page) =>
    of.getByRole('treeitem').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  await expect(row(other, '1.1 Beta')).toBeVisible();
  await page.getByRole('tab', { name: 'Components' }).click();
  await expect(row(page, 'Beta')).toBeVisible();

  // This browser hears nothing for a while: both rename Beta, and the other one puts it first.
  await page.context().setOffline(true);
  await rename(page, row(page, 'Beta'), 'Beta of here');
  await expect(row(page, 'Beta of here')).toBeVisible();
  await rename(other, row(other, '1.1 Beta'), 'Beta of there');
  await expect(row(other, '1.1 Beta of there'), 'the row has the focus again').toBeFocused();
  await other.keyboard.press('Alt+ArrowUp');
  await expect(row(other, '1.0 Beta of there')).toBeVisible();
  await expect(other.getByText('Saved', { exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await expect(row(page, 'Beta of there')).toBeVisible();
  await expect(row(page, 'Beta of here')).toBeHidden();
  await page.getByRole('tab', { name: 'Workflows' }).click();
  await expect.poll(() => rows(page)).toEqual(['New Workflow', '1.0 Beta of there', '1.1 Alpha']);

  // A name is being typed while the thing goes; the other browser comes back in the middle of it.
  await row(page, '1.1 Alpha').focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeFocused();
  await page.keyboard.type('Never saved');
  await row(other, '1.1 Alpha').click({ button: 'right' });
  await other.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  // What is not saved when a page is reloaded is lost.
  await expect(row(other, '1.1 Alpha')).toBeHidden();
  await expect(other.getByText('Saved', { exact: true })).toBeVisible();
  await other.reload();
  await expect(row(page, /Alpha|Never/)).toBeHidden();
  await expect(page.getByRole('textbox', { name: /name/i })).toBeHidden();
  await rename(page, row(page, '1.0 Beta of there'), 'Gamma');
  await expect(row(other, '1.0 Gamma')).toBeVisible();
  await expect.poll(() => rows(other)).toEqual(await rows(page));
  await other.keyboard.press('Control+z');
  await expect(row(page, '1.0 Gamma'), 'what was undone before the reload is not known any more').toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row(other, '1.0 Beta of there')).toBeVisible();
  await context.close();
});
