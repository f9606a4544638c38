import type { Page } from '@playwright/test';
import { batch } from '../shared/edits/edit.ts';
import { newId } from '../shared/project/id.ts';
import { startSmtp, type TestSmtp } from '../testing/mail/smtp.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';
import { choose, paneRow } from './parts/world.ts';

test.use({ timezoneId: 'America/New_York' });

let smtp: TestSmtp;
test.beforeAll(async () => {
  smtp = await startSmtp({ asksForLogin: true });
});
test.beforeEach(() => smtp.clear());
test.afterAll(() => smtp.close());

const components = (page: Page) => page.getByRole('tab', { name: 'Components' }).click();

const NIGHTLY = {
  name: 'Nightly',
  occurrence: { kind: 'daily' as const, every: 1 },
  frequency: { kind: 'once' as const, at: '03:00' },
  startDate: '2026-01-01',
  timeZone: 'Europe/Berlin',
};

test('a schedule is made from the empty category, with its next times shown by its clock and by one’s own', async ({
  page,
  client,
}) => {
  await components(page);
  await expect(page.getByText('Use its menu’s Create new')).toHaveCount(3);
  await choose(page, paneRow(page, 'Schedules 0'), 'Create new');
  const dialog = page.getByRole('dialog', { name: 'New schedule' });
  await dialog.getByLabel('Name', { exact: true }).fill('Payday');
  await dialog.getByRole('combobox', { name: 'Time zone' }).fill('kolk');
  await page.getByRole('option', { name: 'Asia/Kolkata' }).click();
  await dialog.getByLabel('Start date').fill('2031-01-01');
  await dialog.getByLabel('At', { exact: true }).fill('07:15');

  const times = dialog.getByRole('region', { name: 'Next five times' });
  const rows = times.getByRole('row');
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(0)).toContainText('America/New York (yours)');
  await expect(rows.nth(1)).toHaveText('Wed 1 Jan 2031, 07:15 UTC+5:30Tue 31 Dec 2030, 20:45 UTC−5');

  await dialog.getByRole('radio', { name: 'Weekly' }).click();
  await dialog.getByLabel('Every', { exact: true }).fill('2');
  await dialog.getByRole('checkbox', { name: 'Friday' }).check();
  await expect(rows.nth(1)).toContainText('Fri 3 Jan 2031, 07:15');
  await expect(rows.nth(2)).toContainText('Mon 13 Jan 2031, 07:15');
  await dialog.getByRole('checkbox', { name: 'Friday' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Monday' }).uncheck();
  await expect(dialog.getByText('Choose at least one day.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Create' })).toBeDisabled();

  await dialog.getByRole('radio', { name: 'Monthly' }).click();
  await dialog.getByRole('radio', { name: 'On a weekday' }).click();
  await dialog.getByRole('combobox', { name: 'Which' }).click();
  await page.getByRole('option', { name: 'Last' }).click();
  await dialog.getByRole('combobox', { name: 'Weekday' }).click();
  await page.getByRole('option', { name: 'Friday' }).click();
  await expect(rows.nth(1)).toContainText('Fri 31 Jan 2031, 07:15');
  await dialog.getByRole('radio', { name: 'Every few minutes or hours' }).click();
  await dialog.getByLabel('Repeat every').fill('5');
  await expect(rows.nth(2)).toContainText('Fri 31 Jan 2031, 13:00');
  await dialog.getByLabel('End date').fill('2031-01-31');
  await expect(times).toContainText('Then it ends.');
  await dialog.getByRole('button', { name: 'Create' }).click();

  await expect(paneRow(page, 'Payday')).toHaveAttribute('aria-selected', 'true');
  const [schedule] = Object.values((await client.state()).project.schedules);
  expect(schedule).toMatchObject({
    name: 'Payday',
    occurrence: { kind: 'monthly-weekday', every: 1, nth: 'last', weekday: 'friday' },
    frequency: { kind: 'repeated', every: 5, unit: 'hours', from: '08:00', until: '18:00' },
    startDate: '2031-01-01',
    endDate: '2031-01-31',
  });

  await paneRow(page, 'Payday').dblclick();
  const opened = page.getByRole('dialog', { name: 'Payday' });
  await expect(opened.getByRole('radio', { name: 'On a weekday' })).toBeChecked();
  await opened.getByLabel('Until').fill('07:00');
  await expect(opened.getByText(/^It ends before it begins/)).toBeVisible();
  await opened.getByRole('radio', { name: 'Once' }).click();
  await opened.getByRole('button', { name: 'Save Changes' }).click();
  await expect
    .poll(async () => Object.values((await client.state()).project.schedules)[0]?.frequency.kind)
    .toBe('once');
});

test('schedules are duplicated, copied, pasted, renamed, deleted, and kept while an operation has them', async ({
  page,
  client,
  storage,
}) => {
  const operationId = await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const schedule = { id: newId('sch'), ...NIGHTLY };
  await client.edit(
    'Add',
    batch([
      { type: 'schedule.create', schedule },
      { type: 'operation.set-schedule', operationId, scheduleId: schedule.id },
    ]),
  );
  await components(page);
  const names = async () => Object.values((await client.state()).project.schedules).map(({ name }) => name);
  await choose(page, paneRow(page, 'Nightly'), 'Duplicate');
  await expect(page.getByRole('textbox', { name: 'Name of Nightly - Copy' })).toBeFocused();
  await page.keyboard.type('Weekly');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Nightly', 'Weekly']);
  await choose(page, paneRow(page, 'Weekly'), 'Copy');
  await choose(page, paneRow(page, 'Schedules 2'), 'Paste');
  await expect(page.getByRole('textbox', { name: 'Name of Weekly - Copy' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect.poll(names).toEqual(['Nightly', 'Weekly', 'Weekly - Copy']);
  await choose(page, paneRow(page, 'Weekly - Copy'), 'Delete');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect.poll(names).toEqual(['Nightly', 'Weekly']);
  await choose(page, paneRow(page, 'Nightly'), 'Delete');
  const refusal = page.getByRole('dialog', { name: 'Nightly can’t be deleted' });
  await expect(refusal).toContainText('Copy');
  await expect(refusal.locator(':focus'), 'Escape is for the dialog').toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(refusal).toBeHidden();
  await choose(page, paneRow(page, 'Nightly'), 'View dependencies');
  await expect(page.getByRole('region', { name: 'Dependencies of Nightly' })).toContainText('Copy');
  await page.getByRole('button', { name: 'Back to the tree' }).click();
});

test('an operation shows its schedule, and the next time of what is deployed', async ({ page, client, storage }) => {
  const operationId = await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const copy = operation(page, '1.0 Copy');
  const mark = copy.getByRole('button', { name: 'Schedule Nightly' });
  await expect(copy).toBeVisible();
  await expect(mark).toBeHidden();
  const schedule = { id: newId('sch'), ...NIGHTLY };
  await client.edit(
    'Add',
    batch([
      { type: 'schedule.create', schedule },
      { type: 'operation.set-schedule', operationId, scheduleId: schedule.id },
    ]),
  );
  await mark.hover();
  await expect(mark).toHaveAccessibleDescription(
    'Every day at 03:00 (Europe/Berlin). Acts once the operation is deployed.',
  );

  await client.deploy([operationId]);
  await expect(copy.getByText('Undeployed')).toBeHidden();
  await page.mouse.move(700, 700);
  await mark.hover();
  await expect(mark).toHaveAccessibleDescription(
    /^Next \w{3} \d+ \w{3} \d{4}, 03:00 UTC\+[12] \(.*, 2[0-3]:00 by your clock\)$/,
  );

  await mark.click();
  await expect(page.getByRole('dialog', { name: 'Nightly' })).toContainText('Runs Copy.');
});

test('an e-mail is made on its screen, sent as a test, and its password never comes back', async ({
  page,
  client,
  product,
}) => {
  await client.edit('Add', {
    type: 'variable.create',
    variable: { id: 'var_team', name: 'team', defaultValue: 'team@example.com', required: false, hidden: false },
  });
  await components(page);
  await choose(page, paneRow(page, 'E-mails 0'), 'Create new');
  await expect(page.getByRole('heading', { level: 1, name: 'New e-mail' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Alarm');
  await page.getByLabel('From').fill('Sluice <sluice@example.com>');
  await page.getByRole('combobox', { name: 'To', exact: true }).pressSequentially('[te');
  await page.getByRole('option', { name: /team/ }).click();
  await expect(page.getByRole('combobox', { name: 'To', exact: true })).toHaveValue('[team]');
  await page.getByLabel('Subject').fill('[jitterbit.operation.name] failed');
  await page.getByLabel('Host').fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(smtp.port));
  await page.getByRole('combobox', { name: 'Security' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await page.getByLabel('User name').fill('sluice');
  await page.getByLabel('Password').fill('not-the-password');

  const result = page.getByRole('status', { name: 'Test e-mail' });
  await page.getByRole('button', { name: 'Send test e-mail' }).click();
  await expect(result).toContainText('refuses the user name or the password');
  await page.getByLabel('Password').fill('the-password');
  await expect(result).toContainText('The screen has changed since this test.');
  await page.getByRole('button', { name: 'Send test e-mail' }).click();
  await expect(result).toContainText('Test e-mail sent');
  await expect(result).toContainText(`The SMTP server 127.0.0.1:${smtp.port} took it for 1 recipient`);
  expect(await smtp.received()).toMatchObject([{ to: ['team@example.com'], user: 'sluice' }]);

  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(paneRow(page, 'Alarm')).toHaveAttribute('aria-selected', 'true');
  const { project } = await client.state();
  expect(Object.values(project.emails)).toMatchObject([{ name: 'Alarm', settings: { to: '[team]' } }]);
  expect(JSON.stringify(project)).not.toContain('the-password');
  expect(await (await page.request.get(new URL(`/api/projects/${project.id}`, product.url).href)).text()).not.toContain(
    'the-password',
  );

  await paneRow(page, 'Alarm').dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail Alarm' })).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveValue('');
  await page.getByRole('button', { name: 'Send test e-mail' }).click();
  await expect(result).toContainText('Test e-mail sent');
  await page.getByLabel('Name', { exact: true }).fill('Alert');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Discard changes?' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(paneRow(page, 'Alert')).toBeVisible();

  // The next one goes through the same server.
  await choose(page, paneRow(page, 'E-mails 1'), 'Create new');
  await expect(page.getByLabel('Host')).toHaveValue('127.0.0.1');
  await expect(page.getByRole('combobox', { name: 'To', exact: true })).toHaveValue('');
  await page.getByRole('button', { name: 'Discard Changes' }).click();
});

test('an e-mail stands beside the operation that sends it, opens, goes out when a run fails, and is removed', async ({
  page,
  client,
  storage,
}) => {
  const operationId = await drawTransfer(
    client,
    storage,
    'Copy',
    { bucket: 'inbox', key: 'no-such-key' },
    { bucket: 'archive' },
  );
  const { secret } = (await (
    await page.request.post(`${client.base}/secrets`, { data: { value: 'the-password' } })
  ).json()) as { secret: string };
  const settings = {
    from: 'sluice@example.com',
    to: 'team@example.com',
    subject: '[jitterbit.operation.name] failed',
    host: '127.0.0.1',
    port: smtp.port,
    security: 'none',
    userName: 'sluice',
    password: { secret },
  };
  const emailId = newId('eml');
  await client.edit(
    'Add',
    batch([
      { type: 'email.create', email: { id: emailId, name: 'Alarm', settings } },
      { type: 'action.add', operationId, action: { condition: 'fail', do: { kind: 'send-email', emailId } } },
    ]),
  );
  const label = page.getByRole('button', { name: 'On fail: 1.0 Copy sends the e-mail Alarm' });
  const block = page.getByRole('button', { name: 'E-mail Alarm, sent by 1.0 Copy on fail' });
  await expect(block).toBeVisible();

  await operation(page, '1.0 Copy').getByRole('button', { name: 'Deploy and run' }).click();
  await expect.poll(() => smtp.received()).toMatchObject([{ to: ['team@example.com'], user: 'sluice' }]);
  expect((await smtp.received())[0]?.message).toContain('Subject: Copy failed');

  await block.dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail Alarm' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard Changes' }).click();
  await block.click();
  await expect(label).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail Alarm' })).toBeVisible();
  await page.keyboard.press('Escape');
  await block.click({ button: 'right' });
  await expect(page.getByRole('menuitem')).toHaveText([/^View\/Edit/, /^Remove/]);
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(block).toBeHidden();
  await expect.poll(async () => (await client.state()).project.operations[operationId]?.actions).toBeUndefined();
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().click();
  await expect(block).toBeVisible();
  await block.click();
  await page.keyboard.press('Delete');
  await expect(block).toBeHidden();

  await components(page);
  await choose(page, paneRow(page, 'Alarm'), 'Delete');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect(paneRow(page, 'E-mails 0')).toBeVisible();
});
