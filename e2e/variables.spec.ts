import { newId } from '../shared/project/id.ts';
import type { ProjectVariable } from '../shared/project/variable.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { fillConnection, operation, step } from './parts/gestures.ts';
import { focusInMenu } from './parts/keyboard.ts';
import { choose } from './parts/world.ts';

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
  await expect(dialog, 'it gives the focus back when it goes').toBeHidden();
  await key.fill('x/[region]/[typo]');
  await key.blur();
  await expect(page.getByText('Key names the variable [typo], which does not exist.')).toBeVisible();
  await page.getByRole('button', { name: 'New project variable typo' }).click();
  await expect(dialog.getByLabel('Name')).toHaveValue('typo');
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
  // The menu takes the focus itself when it has come: what has it before loses it again.
  await expect(focusInMenu(page)).toHaveCount(1);
  await page.getByRole('menuitem', { name: 'Deploy', exact: true }).press('ArrowRight');
  const inner = page.getByRole('menu', { name: 'Deploy', exact: true });
  await inner.getByRole('menuitem', { name: 'Deploy', exact: true }).click();
  const message = page.getByRole('button', { name: /Key names the variable \[nowhere\], which does not exist/ });
  await message.first().click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(step(page, 'Put for Typo')).toBeFocused();
});

test('a name that only fields know is a global variable once it has a default: a pill, in the picker, in the pane', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a.txt' }, { bucket: 'archive', key: 'b.txt' });
  await step(page, 'Put for Copy').dblclick();
  await page.getByRole('button', { name: 'Back' }).click();
  const key = page.getByLabel('Key', { exact: true });
  await key.fill('to/[region]');
  await key.blur();
  await expect(page.getByText('Key names the variable [region], which does not exist.')).toBeVisible();
  await page.getByRole('button', { name: 'Give region a default' }).click();
  await expect(key).toBeFocused();
  await page.keyboard.type('north');
  await expect(key).toHaveValue('to/[region]{north}');
  await expect(page.locator('[data-variable="region"]')).toHaveText('Gregion×{north}');
  await expect(page.getByText('which does not exist')).toBeHidden();
  await page.getByRole('button', { name: 'Save & Exit' }).click();

  await step(page, 'Get for Copy').dblclick();
  await page.getByRole('button', { name: 'Back' }).click();
  const source = page.getByLabel('Key', { exact: true });
  await source.fill('');
  await source.pressSequentially('[reg');
  const groups = page.getByRole('listbox', { name: 'Variables' });
  await expect(groups.getByRole('group', { name: 'Global variables' }).getByRole('option')).toContainText(
    'Default: north',
  );
  await page.keyboard.press('Enter');
  await expect(source).toHaveValue('[region]{north}');
  await page.getByRole('button', { name: 'Save & Exit' }).click();

  await page.getByRole('tab', { name: 'Components' }).click();
  const row = page.getByRole('treeitem', { name: 'region', exact: true });
  await expect(row).toBeVisible();
  await expect(row).toHaveAttribute('aria-description', /2 references/);
  await row.focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem')).toHaveText(['View dependencies']);
  await page.getByRole('menuitem', { name: 'View dependencies' }).click();
  const users = page.getByRole('region', { name: 'Dependencies of region' }).getByRole('region', { name: 'Used by' });
  await expect(users.getByRole('button', { name: /^(Get|Put) for Copy$/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Back to the tree' }).click();
  await expect(row).toBeFocused();
});

test('an operation is run with values for its global variables and for those of what it runs', async ({
  page,
  client,
  storage,
}) => {
  await storage.put('inbox', 'a.txt', new TextEncoder().encode('a'));
  const from = { bucket: 'inbox', key: 'a.txt' };
  const next = await drawTransfer(client, storage, 'Next', from, { bucket: 'archive', key: 'next/[day]{today}' });
  const first = await drawTransfer(client, storage, 'First', from, { bucket: 'archive', key: 'first/[region]{north}' });
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: next } };
  await client.edit('Link', { type: 'action.add', operationId: first, action });
  const dialog = page.getByRole('dialog', { name: 'Run First with values' });
  const open = () => choose(page, operation(page, '1.1 First'), 'Run with values…');
  await open();
  await expect(dialog.getByRole('textbox')).toHaveCount(2);
  await expect(dialog.getByLabel('day')).toHaveAttribute('placeholder', 'today');
  await dialog.getByLabel('region').fill('west');
  await dialog.getByRole('button', { name: 'Deploy and run' }).click();
  await expect.poll(() => storage.get('archive', 'first/west')).not.toBeNull();
  await expect.poll(() => storage.get('archive', 'next/today')).not.toBeNull();

  // What was typed is there again; once all is deployed there is nothing but to run it.
  await open();
  await expect(dialog.getByLabel('region')).toHaveValue('west');
  await dialog.getByLabel('region').fill('');
  await dialog.getByLabel('day').fill('monday');
  // While it is still being looked up what is deployed, Enter starts nothing.
  await expect(dialog.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(() => storage.get('archive', 'next/monday')).not.toBeNull();
  expect(await storage.get('archive', 'first/north')).not.toBeNull();
});

test('a required variable without a value keeps an operation from being deployed, and is one click away', async ({
  page,
  client,
  storage,
}) => {
  await createVariable(client, 'needed', { required: true });
  await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a' }, { bucket: 'archive', key: '[needed]' });
  await operation(page, '1.0 Copy').getByRole('button', { name: 'Deploy and run' }).click();
  const refusal = page.getByRole('dialog', { name: 'Copy can’t be deployed yet' });
  await expect(refusal).toContainText('"needed" is required, and has no value in the environment Default');
  await refusal.getByRole('button', { name: 'Open', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'needed' });
  await dialog.getByLabel('Value', { exact: true }).fill('b');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog).toBeHidden();
  await operation(page, '1.0 Copy').getByRole('button', { name: 'Deploy and run' }).click();
  await expect(page.getByText('Deployed Copy, and running it')).toBeVisible();
});

test('a value that another tab changes shows at once; a hidden one can be removed', async ({
  page,
  client,
  context,
}) => {
  await createVariable(client, 'shared');
  await createVariable(client, 'hush', { hidden: true });
  const open = async (tab: typeof page, name: string) => {
    await tab.getByRole('tab', { name: 'Components' }).click();
    const row = tab.getByRole('treeitem', { name: new RegExp(`^${name}`) });
    if (!(await row.isVisible())) await tab.getByRole('treeitem', { name: /^Project variables/ }).press('ArrowRight');
    await row.dblclick();
    return tab.getByRole('dialog', { name });
  };
  const other = await context.newPage();
  await other.goto(page.url());
  const [mine, theirs] = [await open(page, 'shared'), await open(other, 'shared')];
  await theirs.getByLabel('Value', { exact: true }).fill('from the other tab');
  await theirs.getByRole('button', { name: 'Save Changes' }).click();
  await expect(mine.getByLabel('Value', { exact: true })).toHaveValue('from the other tab');
  await mine.getByRole('button', { name: 'Discard Changes' }).click();
  await other.close();

  const hidden = await open(page, 'hush');
  await hidden.getByLabel('Value', { exact: true }).fill('a secret');
  await hidden.getByRole('button', { name: 'Save Changes' }).click();
  await expect(hidden).toBeHidden();
  await open(page, 'hush');
  await expect(hidden.getByLabel('Value', { exact: true })).toHaveAttribute('placeholder', /Type to replace/);
  await hidden.getByRole('button', { name: 'Remove the value' }).click();
  await hidden.getByRole('button', { name: 'Save Changes' }).click();
  await expect(hidden).toBeHidden();
  await open(page, 'hush');
  await expect(hidden.getByLabel('Value', { exact: true })).toHaveAttribute('placeholder', 'No value');
});
