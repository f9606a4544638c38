import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { runSluice } from '../cli/test-support/run-sluice.ts';
import { routes } from '../shared/api/routes.ts';
import { expectAccessible } from './parts/axe.ts';
import { chooseTyped, operation } from './parts/gestures.ts';
import { focusInMenu } from './parts/keyboard.ts';
import {
  accountOf,
  chooseForPerson,
  chooseInAccount,
  environmentOf,
  giveLevel,
  openTab,
  renameWithoutSaving,
  signIn,
  test,
  told,
  trySignIn,
} from './parts/people.ts';

test.describe.configure({ mode: 'serial' });

const SAMPLE = 'Sample: invoices';
const ELSEWHERE = 'Work of the plant';
const copy = (page: Page) => operation(page, '1.0 Copy invoice');

test('the first person has everybody sign in, and is signed in right away', async ({ own, ada }) => {
  const { page } = ada;
  await openTab(page, own, 'access');
  await expect(page.getByText('From now on everybody signs in')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Account of/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add person and sign in' }).click();
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await expect(page.getByText('Enter a password.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(ada.name);
  await page.getByLabel('User name').fill(ada.userName);
  await page.getByLabel('Password', { exact: true }).fill('too short');
  await expect(page.getByText('Take at least 12 characters; 3 more.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Add person and sign in' }).click();
  await expect(told(page, `You are signed in as ${ada.name}`)).toBeVisible();
  const row = page.getByRole('row', { name: new RegExp(ada.name) });
  await expect(row).toContainText('Administrator');
  await expect(row).toContainText('You');
  await expect(accountOf(page, ada.name)).toBeVisible();
});

test('one signs out and in; what is wrong is said, and where one wanted to go is kept', async ({ own, ada }) => {
  const { page } = ada;
  await chooseInAccount(ada, 'Sign out');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await openTab(page, own, 'access');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByLabel('User name')).toBeFocused();
  await expect(page.getByLabel('User name')).toHaveAttribute('autocomplete', 'username');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('autocomplete', 'current-password');
  await trySignIn(page, ada.userName, 'difference engine');
  const failure = page.getByRole('alert').filter({ hasText: /\S/ });
  await expect(failure).toBeVisible();
  const wrong = await failure.innerText();
  await expectAccessible(page);
  await trySignIn(page, 'nobody', 'difference engine');
  // The focus comes with the answer: until then what is said is of the attempt before.
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await expect(failure).toHaveText(wrong);
  await page.getByLabel('User name').fill(ada.userName);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  // By the keyboard alone.
  await page.keyboard.press('Enter');
  await expect(accountOf(page, ada.name)).toBeVisible();
  await expect(page.getByRole('table', { name: 'People' })).toBeVisible();
});

test('a second person has Read in one environment: sees its projects alone, and changes nothing', async ({
  own,
  ada,
  grace,
}) => {
  const environment = await environmentOf(ada, own);
  const request = ada.page.request;
  const post = async (path: string, data: object): Promise<{ id: string }> => {
    const reply = await request.post(new URL(path, own.url).href, { data });
    expect(reply.status()).toBe(200);
    return reply.json();
  };
  const groups = await (await request.get(new URL('/api/agent-groups', own.url).href)).json();
  const [group] = routes.listAgentGroups.reply.parse(groups).agentGroups;
  const plant = await post('/api/environments', { name: 'Plant', agentGroupId: group?.id });
  const hidden = await post('/api/projects', { name: ELSEWHERE, environmentId: plant.id });

  await openTab(ada.page, own, 'access');
  await ada.page.getByRole('button', { name: 'Add person' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Add person' });
  await dialog.getByLabel('Name', { exact: true }).fill(grace.name);
  await dialog.getByLabel('User name').fill(grace.userName);
  await dialog.getByLabel('Password', { exact: true }).fill(grace.password);
  await dialog.getByRole('combobox', { name: `In ${environment.name}` }).click();
  await ada.page.getByRole('option', { name: /^Read/ }).click();
  await expect(ada.page.getByRole('listbox')).toHaveCount(0);
  await expectAccessible(ada.page);
  await dialog.getByRole('button', { name: 'Add person' }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.page.getByRole('combobox', { name: `Level of ${grace.name} in Plant` })).toContainText('No access');
  await expectAccessible(ada.page);

  const { page } = grace;
  await page.goto(new URL('/projects', own.url).href);
  await signIn(grace);
  await expect(page.getByRole('link', { name: new RegExp(SAMPLE) })).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(ELSEWHERE) })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Administration' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New project' })).toBeDisabled();
  await page.goto(new URL(`/projects/${hidden.id}`, own.url).href);
  await expect(page.getByText('The project can’t be shown')).toBeVisible();
  await page.goto(new URL('/administration', own.url).href);
  await expect(page.getByText('Administration is for administrators')).toBeVisible();

  await page.goto(new URL('/projects', own.url).href);
  await page.getByRole('link', { name: new RegExp(SAMPLE) }).click();
  const reason = `It needs Execute in the environment ${environment.name}. You have Read.`;
  const run = copy(page).getByRole('button', { name: 'Run', exact: true });
  await expect(run).toBeDisabled();
  await expect(run).toHaveAttribute('title', reason);
  await copy(page).click({ button: 'right', position: { x: 320, y: 14 } });
  const remove = page.getByRole('menuitem', { name: /^Remove/ });
  await expect(remove).toBeDisabled();
  await expect(remove).toContainText(`It needs Write in the environment ${environment.name}. You have Read.`);
  await expect(page.getByRole('menuitem', { name: /^Settings/ })).toBeEnabled();
  await expect(focusInMenu(page), 'Escape is for the menu').toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await copy(page).click({ position: { x: 320, y: 14 } });
  await page.keyboard.press('F2');
  await expect(told(page, 'Rename is not possible')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(told(page, 'Remove is not possible')).toBeVisible();
  await expect(copy(page)).toBeVisible();
  await expect(page.getByText('Drag an activity here')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Amazon S3', exact: true })).toBeDisabled();
  await expectAccessible(page);

  await copy(page).getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('note')).toContainText('Read-only.');
  await expect(page.getByRole('button', { name: 'Save Changes' })).toBeDisabled();
  await page.getByRole('tab', { name: 'Options' }).click();
  await expect(page.getByLabel('Operation time out')).not.toBeEditable();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Discard Changes' }).click();
});

test('Execute lets run what is deployed, at once, and no more', async ({ own, ada, grace }) => {
  const { page } = grace;
  const environment = await environmentOf(ada, own);
  const project = new URL(page.url()).pathname;
  await ada.page.goto(new URL(project, own.url).href);
  await copy(ada.page).getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(told(ada.page, 'Deployed Copy invoice')).toBeVisible();
  await openTab(ada.page, own, 'access');
  await giveLevel(ada.page, grace.name, environment.name, 'Execute');

  const run = copy(page).getByRole('button', { name: 'Run', exact: true });
  await expect(run, 'the open page has heard of it').toBeEnabled();
  await run.click();
  await expect(told(page, 'Running Copy invoice')).toBeVisible();
  await expect(copy(page).getByText('Success', { exact: true })).toBeVisible();
  await expect(copy(page).getByRole('button', { name: 'Deploy', exact: true })).toBeDisabled();
});

test('View logs shows logs alone', async ({ own, ada, grace }) => {
  const { page } = grace;
  const environment = await environmentOf(ada, own);
  await giveLevel(ada.page, grace.name, environment.name, 'View logs');
  await expect(page.getByRole('region', { name: 'Logs', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Design canvas' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Success: Copy invoice' }).first().click();
  await expect(page.getByText(/invoice-1001\.pdf/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeDisabled();
  await expect(page.getByRole('rowheader', { name: /^Step 1/ }), 'names are of the design').toBeVisible();
  await expectAccessible(page);
  await giveLevel(ada.page, grace.name, environment.name, 'Execute');
  await expect(copy(page).getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});

test('what was changed of a person is taken back by Undo', async ({ own, ada, grace }) => {
  const environment = await environmentOf(ada, own);
  const undo = ada.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).first();
  // The message goes by itself after a while: it may be missed.
  await expect(async () => {
    await giveLevel(ada.page, grace.name, environment.name, 'Read');
    try {
      await undo.click({ timeout: 5_000 });
    } catch (missed) {
      await giveLevel(ada.page, grace.name, environment.name, 'Execute');
      throw missed;
    }
  }).toPass();
  const level = ada.page.getByRole('combobox', { name: `Level of ${grace.name} in ${environment.name}` });
  await expect(level).toContainText('Execute');
  await expect(copy(grace.page).getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});

test('a session that ends asks to sign in over the work, and what was drawn is saved afterwards', async ({
  own,
  ada,
  grace,
}) => {
  const { page } = grace;
  const environment = await environmentOf(ada, own);
  await giveLevel(ada.page, grace.name, environment.name, 'Write');
  await expect(copy(page).getByRole('button', { name: 'Deploy', exact: true })).toBeEnabled();
  const release = await renameWithoutSaving(page, 'Copy invoice', 'Copy by Grace');
  await chooseForPerson(ada.page, grace.name, 'Disable');
  await expect(told(ada.page, `${grace.name} is signed out and can’t sign in`)).toBeVisible();
  release();
  const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText(`The session of ${grace.name} has ended`);
  await expect(dialog.getByLabel('User name')).toHaveValue(grace.userName);
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await trySignIn(page, grace.userName, grace.password);
  await expect(dialog.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible();

  await chooseForPerson(ada.page, grace.name, 'Enable');
  await expect(told(ada.page, `${grace.name} can sign in again`)).toBeVisible();
  await trySignIn(page, grace.userName, grace.password);
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.unroute('**/edits');
  await page.reload();
  await expect(operation(page, '1.0 Copy by Grace')).toBeVisible();
});

test('when somebody else signs in over the work, they are told what is not kept', async ({ ada, grace }) => {
  const { page } = grace;
  const release = await renameWithoutSaving(page, 'Copy by Grace', 'Never saved');
  await chooseForPerson(ada.page, grace.name, 'Reset password…');
  const next = 'another compiler entirely';
  await ada.page.getByLabel('New password').fill(next);
  await ada.page.getByRole('button', { name: 'Reset password' }).click();
  await expect(told(ada.page, `The password of ${grace.name} is reset`)).toBeVisible();
  grace.password = next;
  release();
  const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
  await dialog.getByLabel('User name').fill(ada.userName);
  await expect(dialog.getByRole('status')).toContainText(`A change of ${grace.name} is not saved yet`);
  await trySignIn(page, ada.userName, ada.password);
  await expect(told(page, /^Not kept: “Rename Copy by Grace”/)).toBeVisible();
  await expect(operation(page, '1.0 Copy by Grace')).toBeVisible();
  await page.unroute('**/edits');
  await chooseInAccount({ ...ada, page }, 'Sign out');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(grace);
});

test('one changes one’s own password, by the keyboard', async ({ grace }) => {
  const { page } = grace;
  await expect(operation(page, '1.0 Copy by Grace'), 'the page is there again').toBeVisible();
  await accountOf(page, grace.name).press('ArrowDown');
  await expect(focusInMenu(page)).toHaveCount(1);
  await page.getByRole('menuitem', { name: 'Change password…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change password' });
  await expect(dialog.getByLabel('Current password')).toBeFocused();
  await page.keyboard.insertText('not this one at all');
  await dialog.getByLabel('New password').fill('nanoseconds in a wire');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await dialog.getByLabel('Current password').fill(grace.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(told(page, 'Your password is changed')).toBeVisible();
  grace.password = 'nanoseconds in a wire';
});

test('an access key is shown once, and lets a program do what its person may', async ({ own, grace }) => {
  const { page } = grace;
  await chooseInAccount(grace, 'Access keys…');
  const dialog = page.getByRole('dialog', { name: 'Access keys' });
  await expect(dialog.getByText('You have no access key.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Make access key' }).click();
  await expect(dialog.getByText('Enter a name.')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('nightly-import');
  await dialog.getByRole('button', { name: 'Make access key' }).click();
  const key = await dialog.getByLabel('Access key', { exact: true }).inputValue();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog.getByLabel('Access key', { exact: true })).toHaveCount(0);
  await expect(dialog.getByRole('row', { name: /^nightly-import/ })).toContainText('never');

  const sluice = (token: string) =>
    runSluice(['run', SAMPLE, 'Copy by Grace', '--wait', '--deploy'], { SLUICE_URL: own.url, SLUICE_TOKEN: token });
  expect(await sluice(key)).toMatchObject({ code: 0 });
  expect(await sluice('')).toMatchObject({ code: 77 });
  await dialog.getByRole('button', { name: 'Revoke nightly-import' }).click();
  await expect(dialog.getByText('You have no access key.')).toBeVisible();
  expect(await sluice(key)).toMatchObject({ code: 77 });
  expect(own.output()).not.toContain(key);
  await dialog.getByRole('button', { name: 'Close' }).first().click();
});

test('the audit log tells it all, with the names, and is downloaded', async ({ own, ada, grace }) => {
  const { page } = ada;
  await openTab(page, own, 'audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  const row = (...parts: (string | RegExp)[]) =>
    parts.reduce((rows, part) => rows.filter({ hasText: part }), log.getByRole('row')).first();
  await expect(row(grace.name, 'Run', 'with the access key nightly-import')).toBeVisible();
  await expect(row(grace.name, 'Edit', /Rename/, SAMPLE)).toBeVisible();
  await expect(row(grace.name, 'Own account')).toBeVisible();
  await expect(row(ada.name, 'People and roles', grace.userName)).toBeVisible();
  await expect(row(`“${ada.userName}”`, 'Failed sign-in')).toBeVisible();
  // What was typed for a user name that nobody has may be a password.
  await expect(row('Not signed in', 'Failed sign-in', 'there is no such person')).toBeVisible();
  await expect(log.getByText('nobody')).toHaveCount(0);
  await expectAccessible(page);

  await chooseTyped(page.getByRole('combobox', { name: 'Person' }), 'ada');
  await expect(row(grace.name, 'Own account')).toHaveCount(0);
  await expect(row(ada.name, 'Deploy')).toBeVisible();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Deploy', exact: true }).click();
  await expect(row(ada.name, 'People and roles')).toHaveCount(0);
  await expect(row(ada.name, 'Deploy')).toBeVisible();
  await page.getByLabel('Search the audit log').fill('qqqq');
  await expect(page.getByText('Nothing is found by these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(row(grace.name, 'Own account')).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the audit log as CSV' }).click(),
  ]);
  const file = await readFile(await download.path(), 'utf8');
  expect(file).toContain(grace.name);
  expect(file).toContain('nightly-import');
  for (const { password } of [ada, grace]) expect(file).not.toContain(password);

  await test.step('whose session has ended signs in first, and has the file then', async () => {
    // The lists are asked for again and again: they would be refused before the link is pressed.
    await page.route(/\/api\/(audit|people)(\?|$)/, () => undefined);
    await page.context().clearCookies();
    const later = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the audit log as JSON Lines' }).click();
    await expect(page.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible();
    await trySignIn(page, ada.userName, ada.password);
    expect(await readFile(await (await later).path(), 'utf8')).toContain('nightly-import');
  });
});
