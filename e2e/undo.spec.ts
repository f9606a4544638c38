import { newId } from '../shared/project/id.ts';
import { expect, test } from './parts/fixtures.ts';
import { createConnection, drag, operation, step, zone } from './parts/gestures.ts';

test('every change of the design can be undone and redone, to the start and back', async ({
  page,
  client,
  storage,
}) => {
  await createConnection(page, 'Storage', storage);
  const connected = (await client.state()).project;
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await drag(page, page.getByRole('button', { name: /^Get Object/ }).first(), () =>
    zone(page, /^Drop zone: New operation/).first(),
  );
  const name = page.getByRole('textbox', { name: 'Activity name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('Fetch');
  await page.keyboard.press('Enter');
  await expect(step(page, 'Fetch')).toBeVisible();
  await drag(page, page.getByRole('button', { name: /^Put Object/ }).first(), () => zone(page, /right of Fetch$/));
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(step(page, 'Put Object')).toBeVisible();
  await drag(page, page.getByRole('button', { name: /^List Objects/ }).first(), () =>
    zone(page, /^Drop zone: New operation after/).first(),
  );
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(operation(page, '1.1 New Operation (1)')).toBeVisible();

  // Within an operation and to another one.
  await drag(page, step(page, 'Put Object'), () => zone(page, /left of Fetch$/));
  await expect(page.locator('[data-step]').first()).toHaveAccessibleName('Put Object');
  await drag(page, step(page, 'Put Object'), () => zone(page, /right of List Objects$/));
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const drawn = (await client.state()).project;
  const [first, second] = drawn.workflows[0]?.operationIds ?? [];
  expect(drawn.operations[first ?? '']?.steps).toHaveLength(1);
  expect(drawn.operations[second ?? '']?.steps).toHaveLength(2);

  const undo = page.getByRole('button', { name: /^Undo/ });
  for (
    let taken = 0;
    taken < 30 && (await client.state()).project.workflows[0]?.operationIds.length !== 0;
    taken += 1
  ) {
    await undo.click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  }
  expect((await client.state()).project).toEqual(connected);
  const redo = page.getByRole('button', { name: /^Redo/ });
  while (await redo.isEnabled()) {
    await redo.click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  }
  expect((await client.state()).project).toEqual(drawn);
});

test('when a new workflow is undone, the one that was open before shows again', async ({ page, client }) => {
  const tabs = page.getByRole('tablist', { name: 'Workflows' }).getByRole('tab');
  for (const name of ['Second', 'Third'])
    await client.edit('Add', {
      type: 'workflow.add',
      workflow: { id: newId('wfl'), name, operationIds: [] },
      index: (await client.state()).project.workflows.length,
    });
  await expect(tabs, 'both have come').toHaveCount(3);
  await tabs.filter({ hasText: 'Second' }).click();
  await page.getByRole('button', { name: 'New workflow' }).first().click();
  await expect(page.getByRole('textbox', { name: /^Name of New Workflow/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tabs).toHaveCount(4);
  await expect(tabs.nth(3)).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(tabs).toHaveCount(3);
  await expect(tabs.filter({ hasText: 'Second' })).toHaveAttribute('aria-selected', 'true');
});
