import type { Locator, Page } from '@playwright/test';
import { batch } from '../shared/edits/edit.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { drag, operation } from './parts/gestures.ts';

function row(page: Page, name: string | RegExp): Locator {
  return page.getByRole('treeitem', { name, exact: typeof name === 'string' });
}

async function choose(page: Page, of: Locator, item: string): Promise<void> {
  await of.click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await expect(page.getByRole('menu')).toBeHidden();
}

/** Drags a row so far from its middle to another's, as a part of that row's height. */
async function dragRow(page: Page, from: Locator, to: Locator, at: number): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('a row is not in view');
  await page.mouse.move(start.x + 90, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 90, start.y + start.height / 2 + 8, { steps: 3 });
  await page.mouse.move(end.x + 90, end.y + end.height * at, { steps: 8 });
  await page.mouse.up();
}

test('workflows and operations are put in order by drag, in their workflow and in others, several at once, and by key', async ({
  page,
  client,
  storage,
}) => {
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    await drawTransfer(client, storage, name, { bucket: 'inbox', key: name }, { bucket: 'archive' });
  await client.edit('Add', {
    type: 'workflow.add',
    workflow: { id: 'wfl_weekly', name: 'Weekly', operationIds: [] },
    index: 1,
  });
  const order = async () => {
    const { workflows, operations } = (await client.state()).project;
    return workflows.map((one) => [one.name, ...one.operationIds.map((id) => operations[id]?.name)].join(' '));
  };
  await expect(row(page, 'Weekly')).toBeVisible();

  await dragRow(page, row(page, '1.0 Alpha'), row(page, '1.2 Gamma'), 0.8);
  await expect(row(page, '1.2 Alpha')).toBeVisible();
  await dragRow(page, row(page, '1.0 Beta'), row(page, 'Weekly'), 0.5);
  await expect(row(page, '2.0 Beta')).toBeVisible();
  await expect.poll(order).toEqual(['New Workflow Gamma Alpha', 'Weekly Beta']);

  await row(page, '1.0 Gamma').click();
  await row(page, '1.1 Alpha').click({ modifiers: ['Control'] });
  await dragRow(page, row(page, '1.1 Alpha'), row(page, '2.0 Beta'), 0.2);
  await expect.poll(order, 'what is selected with it goes along').toEqual(['New Workflow', 'Weekly Gamma Alpha Beta']);
  await page.keyboard.press('Control+z');
  await expect.poll(order).toEqual(['New Workflow Gamma Alpha', 'Weekly Beta']);

  await dragRow(page, row(page, 'Weekly'), row(page, 'New Workflow'), 0.2);
  await expect.poll(order).toEqual(['Weekly Beta', 'New Workflow Gamma Alpha']);
  await row(page, 'Weekly').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['New Workflow Gamma Alpha', 'Weekly Beta']);
  await row(page, '1.1 Alpha').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toEqual(['New Workflow Alpha Gamma', 'Weekly Beta']);
  await page.keyboard.press('Escape');
  await dragRow(page, row(page, '1.0 Alpha'), row(page, '1.0 Alpha'), 0.9);
  expect(await order(), 'let go where it was').toEqual(['New Workflow Alpha Gamma', 'Weekly Beta']);
});

test('variables and e-mails are listed, counted, marked, filtered, found, renamed and grouped as everything else', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Nightly', { bucket: 'inbox', key: '[day]' }, { bucket: 'archive' });
  await page.getByRole('tab', { name: 'Components' }).click();
  await expect(row(page, 'E-mails 0'), 'there is none yet, and it shows how to make one').toBeVisible();
  const variable = (id: string, name: string) => ({ id, name, required: false, hidden: false });
  await client.edit(
    'Add',
    batch([
      { type: 'variable.create', variable: variable('var_day', 'day') },
      { type: 'variable.create', variable: variable('var_spare', 'spare') },
      { type: 'email.create', email: { id: 'eml_team', name: 'Tell the team', settings: {} } },
    ]),
  );
  await expect(row(page, 'Project variables 2')).toBeVisible();
  await expect(row(page, 'E-mails 1')).toBeVisible();
  const levels = await page.getByRole('treeitem').and(page.locator('[aria-level="1"]')).allTextContents();
  expect(levels.map((text) => text.replace(/ \d+$/, ''))).toEqual([
    'Custom groups',
    'Endpoints',
    'Operations',
    'Project variables',
    'E-mails',
    'Schedules',
  ]);
  await expect(row(page, 'spare')).toHaveAttribute('aria-description', /Nothing refers to it/);
  await expect(row(page, 'day')).not.toHaveAttribute('aria-description', /Nothing refers to it/);
  await expect(row(page, 'Tell the team'), 'it has no address').toHaveAttribute('aria-description', /To is required/);

  const filter = page.getByRole('group', { name: 'Filter' });
  await filter.getByText('Orphaned').click();
  await expect(row(page, 'Project variables 1')).toBeVisible();
  await filter.getByText('All', { exact: true }).click();
  await page.getByLabel('Search components').fill('day');
  await expect(row(page, 'day').locator('mark')).toHaveText('day');
  await page.keyboard.press('Escape');

  await row(page, 'spare').focus();
  await page.keyboard.press('F2');
  await page.locator('input:focus').fill('night');
  await page.keyboard.press('Enter');
  await expect(row(page, 'night')).toBeVisible();

  await choose(page, row(page, 'night'), 'Add to group');
  await page.getByRole('dialog').getByLabel('Name of the group').fill('Dates');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Dates 1')).toBeVisible();
  await expect(page.locator('[data-modal]'), 'nothing lies over the rows').toHaveCount(0);
  await drag(page, row(page, 'Tell the team'), () => row(page, 'Dates 1'));
  await expect(row(page, 'Dates 2')).toBeVisible();
  await expect(page.getByText('Add Tell the team to Dates: done.')).toHaveCount(1);
  const { groups } = (await client.state()).project;
  expect(Object.values(groups).map(({ members }) => members.map(({ id }) => id))).toEqual([['var_spare', 'eml_team']]);
});

test('the dependencies view leads on, back, and back to the row from which one came', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Nightly', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await page.getByRole('tab', { name: 'Components' }).click();
  await choose(page, row(page, 'Get for Nightly'), 'View dependencies');
  await page.getByRole('button', { name: 'View dependencies of Nightly' }).click();
  await page.getByRole('button', { name: 'View dependencies of New Workflow' }).click();
  await expect(page.getByRole('region', { name: 'Dependencies of New Workflow' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to Nightly' }).click();
  await expect(page.getByRole('region', { name: 'Dependencies of Nightly' })).toBeVisible();
  await expect(page.locator(':focus'), 'the focus is in the view').toHaveAccessibleName('Back to the tree');
  await page.getByRole('button', { name: 'Back to Get for Nightly' }).click();
  await expect(page.getByRole('button', { name: /^Back to/ }), 'only the tree is left').toHaveCount(1);
  await expect(page.locator(':focus')).toHaveAccessibleName('Back to the tree');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tree', { name: 'Components' })).toBeVisible();
  await expect(row(page, 'Get for Nightly')).toBeFocused();

  await page.getByRole('tab', { name: 'Workflows' }).click();
  await choose(page, row(page, '1.0 Nightly'), 'View dependencies');
  await page.getByRole('button', { name: 'Back to the tree' }).click();
  await expect(row(page, '1.0 Nightly')).toBeFocused();
  await expect(operation(page, '1.0 Nightly')).toBeVisible();
});
