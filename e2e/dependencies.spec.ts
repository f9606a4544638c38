import type { Locator, Page } from '@playwright/test';
import { batch } from '../shared/edits/edit.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

function row(page: Page, name: string | RegExp): Locator {
  return page.getByRole('treeitem', { name });
}

async function choose(page: Page, of: Locator, item: string): Promise<void> {
  await of.click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

function view(page: Page, name: string): Locator {
  return page.getByRole('region', { name: `Dependencies of ${name}` });
}

function listed(of: Locator, title: 'Depends on' | 'Used by', group: string): Locator {
  return of.getByRole('region', { name: title }).getByRole('list', { name: group }).getByRole('listitem');
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** Puts an activity of one operation into another one too. */
async function share(client: ProjectClient, name: string, operationId: string): Promise<void> {
  const { project } = await client.state();
  const activity = Object.values(project.activities).find((one) => one.name === name);
  if (!activity) throw new Error(`there is no activity ${name}`);
  const reference = { id: 'stp_shared', kind: 'activity' as const, componentId: activity.id };
  await client.edit('Share it', { type: 'step.insert', operationId, index: 0, step: reference });
}

test('dependencies are seen from every kind of thing, in both directions, and each row leads on', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Alpha', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const beta = await drawTransfer(client, storage, 'Beta', { bucket: 'inbox', key: 'b' }, { bucket: 'archive' });
  await share(client, 'Get for Alpha', beta);

  await choose(page, step(page, 'Get for Alpha').first(), 'View dependencies');
  const activity = view(page, 'Get for Alpha');
  await expect(activity.getByRole('button', { name: 'Back to the tree' })).toBeFocused();
  await expect(listed(activity, 'Depends on', 'Connections')).toHaveText(['Storage of Alpha']);
  await expect(listed(activity, 'Used by', 'Operations')).toHaveText(['1.0 Alpha', '1.1 Beta']);

  await activity.getByRole('button', { name: '1.1 Beta' }).click();
  await expect(operation(page, '1.1 Beta')).toHaveAttribute('aria-current', 'true');
  await expect(operation(page, '1.1 Beta')).toBeFocused();
  await expect(activity, 'the view stays while one looks around').toBeVisible();

  await activity.getByRole('button', { name: 'View dependencies of Beta' }).click();
  const user = view(page, 'Beta');
  await expect(listed(user, 'Depends on', 'Activities')).toHaveText(['Get for Alpha', 'Get for Beta', 'Put for Beta']);
  await expect(listed(user, 'Used by', 'Workflows')).toHaveText(['New Workflow']);
  await user.getByRole('button', { name: 'View dependencies of New Workflow' }).click();
  await expect(listed(view(page, 'New Workflow'), 'Depends on', 'Operations')).toHaveText(['1.0 Alpha', '1.1 Beta']);
  await expect(view(page, 'New Workflow').getByText('Nothing refers to it.')).toBeVisible();
  await view(page, 'New Workflow').getByRole('button', { name: 'Back to the tree' }).click();
  await expect(page.getByRole('tree', { name: 'Workflows' })).toBeVisible();
  await expect(page.locator(':focus')).toHaveRole('treeitem');

  await choose(page, row(page, /Beta$/).first(), 'View dependencies');
  await expect(view(page, 'Beta')).toBeVisible();
  await page.getByRole('tab', { name: 'Components' }).click();
  await choose(page, row(page, 'Storage of Beta'), 'View dependencies');
  const connection = view(page, 'Storage of Beta');
  await expect(connection, 'it is in the Workflows tab').toBeVisible();
  await expect(connection.getByText('It needs nothing else.')).toBeVisible();
  await expect(listed(connection, 'Used by', 'Activities')).toHaveText(['Get for Beta', 'Put for Beta']);

  await choose(page, page.getByRole('button', { name: 'Storage of Alpha', exact: true }), 'View dependencies');
  await expect(listed(view(page, 'Storage of Alpha'), 'Used by', 'Activities')).toHaveCount(2);

  await page.getByRole('tab', { name: 'Components' }).click();
  await row(page, /^Get for Alpha/)
    .getByRole('button', { name: /^2 references/ })
    .click();
  await expect(listed(view(page, 'Get for Alpha'), 'Used by', 'Operations')).toHaveCount(2);
  await view(page, 'Get for Alpha').getByRole('button', { name: 'Storage of Alpha', exact: true }).click();
  await expect(row(page, 'Storage of Alpha'), 'a connection is found in the Components tab').toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('what something depends on can’t be deleted: the list leads to what is in the way', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Kept', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const dialog = page.getByRole('dialog', { name: 'Storage of Kept can’t be deleted' });
  await page.getByRole('tab', { name: 'Components' }).click();
  await choose(page, row(page, 'Storage of Kept'), 'Delete');
  await expect(dialog.getByRole('listitem')).toHaveText([/Get for Kept/, /Put for Kept/]);
  await dialog.getByRole('button', { name: /Put for Kept/ }).click();
  await expect(step(page, 'Put for Kept')).toBeFocused();

  await choose(page, page.getByRole('button', { name: 'Storage of Kept', exact: true }), 'Delete');
  await dialog.getByRole('button', { name: 'View dependencies' }).click();
  await expect(listed(view(page, 'Storage of Kept'), 'Used by', 'Activities')).toHaveCount(2);
});

test('an operation takes along what nothing refers to any more, unless told not to; undo brings all of it back', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Alpha', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const beta = await drawTransfer(client, storage, 'Beta', { bucket: 'inbox', key: 'b' }, { bucket: 'archive' });
  await share(client, 'Get for Alpha', beta);
  await expect(step(page, 'Get for Alpha')).toHaveCount(2);
  const drawn = (await client.state()).project;
  const names = async () =>
    Object.values((await client.state()).project.activities)
      .map(({ name }) => name)
      .sort();

  const dialog = page.getByRole('dialog', { name: 'Delete Alpha?' });
  await choose(page, row(page, /Alpha$/).first(), 'Delete');
  const also = dialog.getByRole('checkbox', { name: 'Delete the components that nothing refers to any more' });
  await expect(also).toBeChecked();
  await expect(dialog.getByRole('listitem'), 'what another operation uses stays').toHaveText([/Put for Alpha/]);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(operation(page, '1.0 Beta')).toBeVisible();
  await expect(page.locator(':focus'), 'the focus is not lost').toHaveCount(1);
  await saved(page);
  expect(await names()).toEqual(['Get for Alpha', 'Get for Beta', 'Put for Beta']);

  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(operation(page, '1.0 Alpha')).toBeVisible();
  await saved(page);
  expect((await client.state()).project).toEqual(drawn);

  await choose(page, row(page, /Alpha$/).first(), 'Delete');
  await also.click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(operation(page, '1.0 Beta')).toBeVisible();
  await saved(page);
  expect(await names()).toEqual(['Get for Alpha', 'Get for Beta', 'Put for Alpha', 'Put for Beta']);
});

test('a workflow can always be deleted, alone or with its operations and what only they used', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Alpha', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await expect(operation(page, '1.0 Alpha')).toBeVisible();
  const drawn = (await client.state()).project;
  const dialog = page.getByRole('dialog', { name: 'Delete New Workflow?' });

  await choose(page, row(page, 'New Workflow'), 'Delete');
  await expect(dialog.getByRole('checkbox', { name: 'Delete its operations too' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'New Workflow')).toBeHidden();
  await page.getByRole('tab', { name: 'Components' }).click();
  await expect(row(page, /^Alpha$/), 'the operation stays, in no workflow').toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(operation(page, '1.0 Alpha')).toBeVisible();
  await saved(page);
  expect((await client.state()).project).toEqual(drawn);

  await page.getByRole('tab', { name: 'Workflows' }).click();
  await choose(page, row(page, 'New Workflow'), 'Delete');
  await dialog.getByRole('checkbox', { name: 'Delete its operations too' }).click();
  await expect(
    dialog.getByRole('checkbox', { name: 'Delete the components that nothing refers to any more' }),
  ).toBeChecked();
  await expect(dialog.getByRole('listitem')).toHaveText([/Alpha/, /Get for Alpha/, /Put for Alpha/]);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'New Workflow')).toBeHidden();
  await saved(page);
  const empty = (await client.state()).project;
  expect([empty.workflows, empty.operations, empty.activities]).toEqual([[], {}, {}]);
  expect(Object.keys(empty.connections), 'the connection can be used again').toHaveLength(1);
  await page.keyboard.press('Control+z');
  await expect(operation(page, '1.0 Alpha')).toBeVisible();
  await saved(page);
  expect((await client.state()).project).toEqual(drawn);
});

test('an operation that another one runs is kept: it is not deleted, not even with its workflow', async ({
  page,
  client,
  storage,
}) => {
  const first = await drawTransfer(client, storage, 'First', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const second = await drawTransfer(client, storage, 'Second', { bucket: 'inbox', key: 'b' }, { bucket: 'archive' });
  await client.edit(
    'Link them',
    batch([
      { type: 'workflow.add', workflow: { id: 'wfl_other', name: 'Other', operationIds: [] }, index: 1 },
      { type: 'operation.move', operationId: second, workflowId: 'wfl_other', index: 0 },
      {
        type: 'action.add',
        operationId: second,
        action: { condition: 'success', do: { kind: 'run-operation', operationId: first } },
      },
    ]),
  );
  await expect(row(page, 'Other')).toBeVisible();
  await choose(page, row(page, /First$/).first(), 'Delete');
  const refused = page.getByRole('dialog', { name: 'First can’t be deleted' });
  await expect(refused.getByRole('listitem')).toHaveText([/Second/]);
  await refused.getByRole('button', { name: 'View dependencies' }).click();
  await expect(listed(view(page, 'First'), 'Used by', 'Operations')).toHaveText(['2.0 Second']);
  await page.getByRole('button', { name: 'Back to the tree' }).click();

  await choose(page, row(page, 'New Workflow'), 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete New Workflow?' });
  await expect(dialog.getByRole('list', { name: 'What stays' }).getByRole('listitem')).toHaveText([/First/]);
  await expect(dialog.getByRole('checkbox')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'New Workflow')).toBeHidden();
  await saved(page);
  const { project } = await client.state();
  expect(Object.keys(project.operations)).toEqual([first, second]);
});

test('several operations are deleted as one gesture, and come back as one', async ({ page, client, storage }) => {
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    await drawTransfer(client, storage, name, { bucket: 'inbox', key: name }, { bucket: 'archive' });
  await expect(row(page, '1.2 Gamma')).toBeVisible();
  const drawn = (await client.state()).project;
  await row(page, '1.0 Alpha').click();
  await row(page, '1.1 Beta').click({ modifiers: ['Control'] });
  await choose(page, row(page, '1.1 Beta'), 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete 2 items?' });
  await expect(dialog.getByRole('list', { name: 'What goes' }).getByRole('listitem')).toHaveText([/Alpha/, /Beta/]);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(operation(page, '1.0 Gamma')).toBeVisible();
  await saved(page);
  expect(Object.keys((await client.state()).project.activities)).toHaveLength(2);
  await page.keyboard.press('Control+z');
  await expect(operation(page, '1.2 Gamma')).toBeVisible();
  await saved(page);
  expect((await client.state()).project).toEqual(drawn);
});
