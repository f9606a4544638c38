import type { Locator, Page } from '@playwright/test';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { drag, operation, step } from './parts/gestures.ts';

/** The **Components** tab's tree. */
async function components(page: Page): Promise<Locator> {
  await page.getByRole('tab', { name: 'Components' }).click();
  return page.getByRole('tree', { name: 'Components' });
}

function row(tree: Locator, name: string | RegExp): Locator {
  return tree.getByRole('treeitem', { name, exact: typeof name === 'string' });
}

async function choose(page: Page, thing: Locator, item: string): Promise<void> {
  await thing.click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await expect(page.getByRole('menu')).toBeHidden();
}

test('the filter shows one kind of component at a time, counts follow, and what is empty teaches', async ({
  page,
  client,
  storage,
}) => {
  const tree = await components(page);
  await expect(row(tree, 'Custom groups 0')).toBeVisible();
  await expect(row(tree, 'Use a menu’s Add to group')).toBeVisible();
  await expect(row(tree, 'Choose a connector in the palette')).toBeVisible();

  await drawTransfer(client, storage, 'Nightly', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const lonely = await drawTransfer(client, storage, 'Lonely', { bucket: 'inbox', key: 'b' }, { bucket: 'archive' });
  await client.edit('Remove', { type: 'operation.remove', operationId: lonely });
  await expect(row(tree, 'Operations 2')).toBeVisible();

  const filter = page.getByRole('group', { name: 'Filter' });
  await filter.getByText('Orphaned').click();
  await expect(row(tree, 'Operations 1')).toBeVisible();
  await expect(row(tree, 'Lonely')).toHaveAttribute('aria-description', /Nothing refers to it/);
  await expect(row(tree, 'Nightly')).toBeHidden();
  await expect(row(tree, /^Endpoints/)).toBeHidden();

  await filter.getByText('Invalid').click();
  await expect(page.getByText('Nothing is invalid')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(row(tree, 'Nightly')).toBeVisible();

  await operation(page, '1.0 Nightly').getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(row(tree, 'Nightly')).not.toHaveAttribute('aria-description', /Undeployed/);
  await filter.getByText('Undeployed').click();
  await expect(row(tree, 'Lonely')).toBeVisible();
  await expect(row(tree, 'Nightly')).toBeHidden();
  await expect(row(tree, 'Get for Nightly')).toBeHidden();
  await page.getByLabel('Search components').fill('nightly');
  await expect(page.getByText('Nothing named “nightly”')).toBeVisible();
});

test('what is unused is listed, and goes at once: one undo brings all of it back', async ({
  page,
  client,
  storage,
}) => {
  const id = await drawTransfer(client, storage, 'Old', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const tree = await components(page);
  // Until the operation is drawn nothing refers to the connection.
  await expect(row(tree, 'Get for Old')).toBeVisible();
  // Nothing opens: there is nothing to choose.
  await row(tree, 'Endpoints 1').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Delete unused' }), 'everything is used').toBeHidden();
  await page.keyboard.press('Escape');

  const steps = (await client.state()).project.operations[id]?.steps ?? [];
  for (const { id: stepId } of steps) await client.edit('Remove', { type: 'step.remove', stepId });
  for (const name of ['Get for Old', 'Put for Old'])
    await expect(row(tree, name)).toHaveAttribute('aria-description', /Nothing refers to it/);
  await choose(page, row(tree, 'Endpoints 1'), 'Delete unused');
  const dialog = page.getByRole('dialog', { name: 'Delete what is not used?' });
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await dialog.getByRole('checkbox', { name: 'Put for Old' }).click();
  await dialog.getByRole('button', { name: 'Delete 1 component' }).click();
  // What stands behind a dialog is hidden too.
  await expect(dialog).toBeHidden();
  await expect(row(tree, 'Get for Old')).toBeHidden();
  await expect(row(tree, 'Put for Old')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row(tree, 'Get for Old')).toBeVisible();

  await choose(page, row(tree, 'Endpoints 1'), 'Delete unused');
  await dialog.getByRole('button', { name: 'Delete 2 components' }).click();
  await expect(dialog).toBeHidden();
  await expect(row(tree, 'Put for Old')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(row(tree, 'Put for Old')).toBeVisible();
  await expect(row(tree, 'Get for Old')).toBeVisible();
});

test('custom groups: made, filled by menu and by drag, renamed, emptied and deleted, and all of it undone', async ({
  page,
  client,
  storage,
}) => {
  const id = await drawTransfer(client, storage, 'Invoices', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const tree = await components(page);
  await choose(page, row(tree, 'Invoices'), 'Add to group');
  const dialog = page.getByRole('dialog', { name: 'Add Invoices to a group' });
  await dialog.getByLabel('Name of the group').fill('Finance');
  await page.keyboard.press('Enter');
  await expect(row(tree, 'Finance 1')).toBeVisible();
  await expect(row(tree, 'Invoices')).toHaveCount(2);

  await drag(page, row(tree, 'Get for Invoices'), () => row(tree, 'Finance 1'));
  await expect(row(tree, 'Finance 2')).toBeVisible();
  await choose(page, step(page, 'Put for Invoices'), 'Add to group');
  const another = page.getByRole('dialog', { name: 'Add Put for Invoices to a group' });
  await expect(another.getByRole('radio', { name: 'Finance' })).toBeChecked();
  await another.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(row(tree, 'Finance 3')).toBeVisible();

  await row(tree, 'Finance 3').focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name of Finance' })).toBeFocused();
  await page.keyboard.type('Billing');
  await page.keyboard.press('Enter');
  await expect(row(tree, 'Billing 3')).toBeVisible();

  await choose(page, row(tree, 'Get for Invoices').first(), 'Remove from group');
  await expect(row(tree, 'Billing 2')).toBeVisible();
  await expect(row(tree, 'Get for Invoices'), 'the component itself stays').toHaveCount(1);

  await client.edit('Remove', { type: 'operation.remove', operationId: id });
  // A menu has what was so when it was opened.
  await expect(row(tree, 'Invoices').last()).toHaveAttribute('aria-description', /Nothing refers to it/);
  await choose(page, row(tree, 'Operations 1'), 'Delete unused');
  await page.getByRole('button', { name: 'Delete 1 component' }).click();
  await expect(row(tree, 'Billing 1'), 'what is deleted goes from its groups').toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row(tree, 'Billing 2'), 'and undo brings it back into them').toBeVisible();

  await choose(page, row(tree, 'Billing 2'), 'Delete');
  await expect(row(tree, 'Custom groups 0')).toBeVisible();
  await expect(row(tree, 'Invoices')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(row(tree, 'Billing 2')).toBeVisible();
  const { groups } = (await client.state()).project;
  expect(Object.values(groups).map(({ name, members }) => [name, members.length])).toEqual([['Billing', 2]]);
});

test('a problem’s message leads to what is wrong, and offers the way to mend it', async ({ page, client, storage }) => {
  const connectionId = await client.connect('Storage', storage);
  const id = await client.draw('Broken', [{ connectionId, type: 'get-object', name: 'Fetch', settings: {} }]);
  await expect(operation(page, '1.0 Broken')).toBeVisible();
  await operation(page, '1.0 Broken').getByRole('button', { name: '1 problem in Broken' }).click();
  await page.getByRole('button', { name: /ends too early/ }).click();
  await expect(operation(page, '1.0 Broken')).toHaveAttribute('aria-current', 'true');

  const tree = await components(page);
  await page.getByRole('group', { name: 'Filter' }).getByText('Invalid').click();
  await row(tree, 'Fetch')
    .getByRole('button', { name: /problems? in Fetch/ })
    .click();
  const problems = page.getByRole('region', { name: 'Problems of Fetch' });
  await problems
    .getByRole('button', { name: /^The activity "Fetch"/ })
    .first()
    .click();
  await expect(step(page, 'Fetch')).toHaveAttribute('aria-pressed', 'true');
  await row(tree, 'Fetch')
    .getByRole('button', { name: /problems? in Fetch/ })
    .click();
  await problems.getByRole('button', { name: 'Open' }).first().click();
  await expect(page.getByRole('button', { name: 'Discard Changes' })).toBeVisible();
  expect((await client.state()).project.operations[id]?.steps).toHaveLength(1);
});
