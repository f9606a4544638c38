import { batch } from '../shared/edits/edit.ts';
import { newId } from '../shared/project/id.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step, zone } from './parts/gestures.ts';
import { Keyboard, says } from './parts/keyboard.ts';

async function configure(keys: Keyboard, bucket: string, key: string): Promise<void> {
  const { page } = keys;
  await keys.walkTo(page.getByRole('radio', { name: 'Use lists' }));
  await keys.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Use text inputs' })).toBeChecked();
  await keys.walkTo(page.getByLabel('Bucket', { exact: true }));
  await keys.type(bucket);
  if (key !== '') {
    await keys.walkTo(page.getByLabel('Key', { exact: true }));
    await keys.type(key);
  }
  await keys.walkTo(page.getByRole('button', { name: 'Next' }));
  await keys.press('Enter');
  await expect(page.getByRole('heading', { name: 'Request' })).toBeVisible();
  await keys.walkTo(page.getByRole('button', { name: 'Finished' }));
  await keys.press('Enter');
  await expect(page.getByRole('heading', { name: 'Request' })).toBeHidden();
}

test('the whole job without a mouse: connect, test, draw, configure, run, read the log', async ({
  page,
  projectId,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  await storage.put('inbox', 'keys.txt', Buffer.from('typed'));
  const keys = new Keyboard(page);
  await page.keyboard.press('Tab');

  await test.step('create and test the connection', async () => {
    await keys.walkTo(page.getByRole('button', { name: 'Amazon S3', exact: true }));
    await keys.press('Enter');
    await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeVisible();
    await keys.walkTo(page.getByLabel('Connection Name'));
    await page.keyboard.press('Control+a');
    await keys.type('Finance');
    await keys.walkTo(page.getByLabel('Access Key ID'));
    await keys.type(storage.accessKeyId);
    await keys.walkTo(page.getByLabel('Secret Access Key'));
    await keys.type(storage.secretAccessKey);
    await keys.walkTo(page.getByRole('button', { name: 'Optional settings' }));
    await keys.press('Enter');
    await keys.walkTo(page.getByLabel('Endpoint URL'));
    await keys.type(storage.url);
    await keys.walkTo(page.getByRole('checkbox', { name: 'Force path-style access' }));
    await keys.press('Space');
    await keys.walkTo(page.getByRole('button', { name: 'Test', exact: true }), 'Tab');
    await keys.press('Enter');
    await expect(page.getByText('Connection Success')).toBeVisible();
    await keys.hasFocus('after the test');
    await keys.walkTo(page.getByRole('button', { name: 'Save Changes' }));
    await keys.press('Enter');
    await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeHidden();
    await keys.hasFocus('after saving');
  });

  await test.step('draw Get → Put', async () => {
    await keys.walkTo(page.getByRole('button', { name: /^Get Object/ }).first(), 'Shift+Tab');
    await keys.press('Enter');
    await says(page, /^Placing Get Object/);
    await keys.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
    await says(page, /Get Object/);
    await keys.press('Enter');
    await expect(step(page, 'Get Object')).toBeFocused();
    await keys.walkTo(page.getByRole('button', { name: /^Put Object/ }).first());
    await keys.press('Enter');
    await expect(zone(page, /right of Get Object$/)).toHaveAttribute('data-aimed', 'true');
    await keys.press('ArrowUp');
    await says(page, /left of Get Object/i);
    await keys.press('ArrowDown', 'Enter');
    await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
    await keys.press('Enter');
    await expect(step(page, 'Put Object')).toBeFocused();
  });

  await test.step('configure both', async () => {
    await keys.press('ArrowLeft');
    await expect(step(page, 'Get Object')).toBeFocused();
    await keys.press('Enter');
    await configure(keys, 'inbox', 'keys.txt');
    await expect(step(page, 'Get Object')).toBeFocused();
    await keys.press('ArrowRight', 'Enter');
    await configure(keys, 'archive', '');
    await expect(step(page, 'Put Object')).toBeFocused();
  });

  await test.step('deploy and run, and hear of it', async () => {
    await keys.press('Control+Enter');
    await expect(operation(page, '1.0 New Operation').getByText('Success')).toBeVisible();
    await says(page, /New Operation: Success/);
    await keys.hasFocus('after the run');
    const steps = page.getByRole('region', { name: 'Now your own' });
    await expect(steps.getByRole('button', { name: 'Done Run it' }), 'the checklist ticks it off').toBeVisible();
    expect(await storage.get('archive', 'keys.txt')).not.toBeNull();
  });

  await test.step('read the log', async () => {
    await keys.press('ArrowUp');
    await keys.command('view logs');
    const run = page.getByRole('button', { name: /^Success: New Operation/ });
    await expect(run).toBeVisible();
    await keys.walkTo(run);
    if ((await run.getAttribute('aria-expanded')) !== 'true') await keys.press('Enter');
    await expect(
      page
        .getByRole('list', { name: 'Messages' })
        .getByText(/keys\.txt/)
        .first(),
    ).toBeVisible();
  });
});

test('the command palette finds commands and places, remembers the last ones and says what can not be done', async ({
  page,
  client,
  storage,
}) => {
  const connection = await client.connect('Archive', storage);
  await client.draw('Copy invoices', [
    {
      connectionId: connection,
      type: 'get-object',
      name: 'Get invoice',
      settings: { bucketOptions: 'text', bucket: 'inbox', key: 'a' },
    },
    {
      connectionId: connection,
      type: 'put-object',
      name: 'Put invoice',
      settings: { bucketOptions: 'text', bucket: 'archive' },
    },
  ]);
  await expect(step(page, 'Get invoice')).toBeVisible();
  const keys = new Keyboard(page);
  await page.keyboard.press('Tab');

  await keys.command('get invoice');
  await expect(step(page, 'Get invoice'), 'an activity is found where it stands').toBeFocused();
  await keys.command('move right');
  await expect(page.locator('[data-step]').first()).toHaveAccessibleName('Put invoice');
  await keys.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and places' })).toBeFocused();
  const list = page.getByRole('listbox', { name: 'Commands and places' });
  await expect(list.getByRole('option').nth(1), 'what was chosen lately stands first').toContainText('Get invoice');
  await keys.type('redo');
  await expect(list.getByRole('option', { selected: true })).toHaveAttribute('aria-disabled', 'true');
  await expect(list.getByText('There is nothing to do again.')).toBeVisible();
  await keys.press('Enter');
  await expect(list, 'what can not be done does nothing').toBeVisible();
  await keys.press('Escape');
  await expect(list).toBeHidden();
  await expect(step(page, 'Get invoice'), 'the focus is back').toBeFocused();

  await keys.command('copy invoices');
  await expect(operation(page, '1.0 Copy invoices')).toHaveAttribute('aria-current', 'true');
  await keys.command('rename');
  const name = page.getByRole('textbox', { name: 'Operation name' });
  await expect(name).toBeFocused();
  await page.keyboard.press('Control+a');
  await keys.type('Copy bills');
  await keys.press('Enter');
  await expect(operation(page, '1.0 Copy bills')).toBeVisible();
  await keys.command('edit archive');
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeVisible();
});

test('the command palette leads to variables, e-mails and schedules, and makes new ones', async ({ page, client }) => {
  const schedule = {
    id: newId('sch'),
    name: 'Nightly',
    occurrence: { kind: 'daily', every: 1 },
    frequency: { kind: 'once', at: '02:00' },
    startDate: '2026-01-01',
    timeZone: 'Europe/Berlin',
  } as const;
  await client.edit(
    'Make',
    batch([
      { type: 'variable.create', variable: { id: newId('var'), name: 'customer', required: false, hidden: false } },
      { type: 'email.create', email: { id: newId('eml'), name: 'Alarm', settings: {} } },
      { type: 'schedule.create', schedule },
    ]),
  );
  // The palette offers what the page knows when it opens: what is drawn last is the last that the page hears of.
  await client.draw('Last', []);
  await expect(operation(page, '1.0 Last')).toBeVisible();
  const keys = new Keyboard(page);
  await page.getByRole('tab', { name: 'Components' }).focus();
  for (const name of ['customer', 'Alarm', 'Nightly']) {
    await keys.command(name.toLowerCase());
    await expect(page.getByRole('treeitem', { name: new RegExp(`^${name}`) })).toHaveAttribute('aria-selected', 'true');
  }
  const dialog = (name: string) => page.getByRole('dialog', { name });
  for (const [typed, name] of [
    ['edit customer', 'customer'],
    ['edit nightly', 'Nightly'],
    ['new project variable', 'New project variable'],
    ['new schedule', 'New schedule'],
  ] as const) {
    await keys.command(typed);
    await expect(dialog(name).locator(':focus')).toHaveCount(1);
    await keys.press('Escape');
    await expect(dialog(name)).toBeHidden();
  }
  await keys.command('new e-mail');
  const newEmail = page.getByRole('heading', { level: 1, name: 'New e-mail' });
  await expect(newEmail).toBeVisible();
  await page.getByRole('button', { name: 'Discard Changes' }).click();
  await expect(newEmail).toBeHidden();
  await keys.command('edit alarm');
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail Alarm' })).toBeVisible();
});
