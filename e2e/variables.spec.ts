import { newId } from '../shared/project/id.ts';
import type { ProjectVariable } from '../shared/project/variable.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { fillConnection, step } from './parts/gestures.ts';

async function createVariable(client: ProjectClient, name: string, more: Partial<ProjectVariable> = {}): Promise<void> {
  const variable = { id: newId('var'), name, required: false, hidden: false, ...more };
  await client.edit(`Create ${name}`, { type: 'variable.create', variable });
}

test('a variable is picked by typing a bracket, by the icon, and with the keyboard alone', async ({
  page,
  client,
  storage,
}) => {
  await createVariable(client, 'customer', { description: 'Whose files they are' });
  await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a.txt' }, { bucket: 'archive', key: 'b.txt' });
  await step(page, 'Put for Copy').dblclick();
  await page.getByRole('button', { name: 'Back' }).click();
  const key = page.getByLabel('Key', { exact: true });
  const options = page.getByRole('listbox', { name: 'Variables' }).getByRole('option');
  const pills = page.locator('[data-variable]');
  await key.fill('');

  await key.pressSequentially('in/[cust');
  await expect(options.first()).toContainText('customer');
  await expect(page.getByRole('listbox', { name: 'Variables' })).toContainText('Jitterbit variables');
  await page.keyboard.press('Enter');
  await expect(key).toHaveValue('in/[customer]');
  await expect(key).toBeFocused();
  await expect(pills).toHaveText(['Pcustomer×']);

  await page.keyboard.type('/');
  await page
    .locator('[data-variable-field]')
    .filter({ has: page.locator('[data-variable="customer"]') })
    .getByRole('button', { name: 'Insert a variable' })
    .click();
  await options.filter({ hasText: 'The date, as YYYY-MM-DD' }).click();
  await expect(key).toHaveValue('in/[customer]/[date]');
  await page.keyboard.type('.csv');
  await expect(pills).toHaveText(['Pcustomer×', 'Jdate×']);

  // A pill is gone over and taken away as a whole, and comes back by undo.
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  await expect(key).toHaveValue('in/[customer]/.csv');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(key).toHaveValue('in/[customer]/[date].csv');
  await page.getByRole('button', { name: 'Remove customer' }).click();
  await expect(key).toHaveValue('in//[date].csv');

  // Down and up through the list; Escape gives up what the button began.
  await key.fill('');
  await key.pressSequentially('[');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(key).toHaveValue('[');
  await expect(page.getByRole('heading', { name: /Put/ }).first(), 'the screen stays').toBeVisible();
});

test('a new variable is made from the picker, and from a field that names one that is not there', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a.txt' }, { bucket: 'archive', key: 'b.txt' });
  await step(page, 'Put for Copy').dblclick();
  await page.getByRole('button', { name: 'Back' }).click();
  const key = page.getByLabel('Key', { exact: true });
  await key.fill('');
  await key.pressSequentially('x/[region');
  await page.getByRole('option', { name: /New project variable/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New project variable' });
  await expect(dialog.getByLabel('Name')).toHaveValue('region');
  await dialog.getByLabel('Value', { exact: true }).fill('north');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(key).toHaveValue('x/[region]');
  await key.fill('x/[region]/[typo]');
  await key.blur();
  await expect(page.getByText('Key names the variable [typo], which does not exist.')).toBeVisible();
  await page.getByRole('button', { name: 'New project variable typo' }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('Key names the variable [typo], which does not exist.')).toBeHidden();
  const names = async () => Object.values((await client.state()).project.variables).map(({ name }) => name);
  await expect.poll(names).toEqual(['region', 'typo']);
});

test('a hidden variable is the secret key of a connection: Test passes, and its value comes back nowhere', async ({
  page,
  client,
  product,
  storage,
}) => {
  expect(client.projectId).toBeTruthy();
  await fillConnection(page, 'By variable', storage);
  await page.getByLabel('Secret Access Key').fill('');
  await page.getByLabel('Secret Access Key').pressSequentially('[');
  await page.getByRole('option', { name: /New project variable/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New project variable' });
  await dialog.getByLabel('Name').fill('s3.secret');
  await dialog.getByRole('checkbox', { name: 'Hide value' }).click();
  await expect(dialog.getByLabel('Value', { exact: true })).toHaveAttribute('type', 'password');
  await dialog.getByLabel('Value', { exact: true }).fill(storage.secretAccessKey);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.locator('[data-variable="s3.secret"]')).toBeVisible();
  await expect(page.getByText('Saving', { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Connection Success')).toBeVisible();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  const settings = async () => Object.values((await client.state()).project.connections)[0]?.settings;
  await expect.poll(settings).toMatchObject({ secretAccessKey: '[s3.secret]' });
  for (const path of ['', '/variables', '/edits?after=0']) {
    const reply = await page.request.get(new URL(`/api/projects/${client.projectId}${path}`, product.url).href);
    expect(await reply.text()).not.toContain(storage.secretAccessKey);
  }
});

test('a value that is changed is used by the next run, without a deployment', async ({ page, client, storage }) => {
  await createVariable(client, 'month', { defaultValue: 'january' });
  await storage.put('inbox', 'report.txt', new TextEncoder().encode('twelve'));
  const operationId = await drawTransfer(
    client,
    storage,
    'Report',
    { bucket: 'inbox', key: 'report.txt' },
    { bucket: 'archive', key: '[month]/[file].[ext]' },
  );
  await client.ended(await client.run(operationId));
  expect(await storage.get('archive', 'january/report.txt')).not.toBeNull();

  await page.getByRole('tab', { name: 'Components' }).click();
  const row = page.getByRole('treeitem', { name: /^month/ });
  if (!(await row.isVisible())) await page.getByRole('treeitem', { name: /^Project variables/ }).press('ArrowRight');
  await row.dblclick();
  const dialog = page.getByRole('dialog', { name: 'month' });
  await dialog.getByLabel('Value', { exact: true }).fill('february');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog).toBeHidden();
  await client.ended(await client.run(operationId, false));
  expect(await storage.get('archive', 'february/report.txt')).not.toBeNull();
});

test('an unknown variable keeps an operation from being deployed, with a link to where it is named', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Typo', { bucket: 'inbox', key: 'a' }, { bucket: 'archive', key: '[nowhere]' });
  await page.getByRole('group', { name: '1.0 Typo' }).click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Deploy', exact: true }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'Deploy', exact: true }).last().click();
  const message = page.getByRole('button', { name: /Key names the variable \[nowhere\], which does not exist/ });
  await message.first().click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(step(page, 'Put for Typo')).toBeFocused();
});
