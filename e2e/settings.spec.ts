import type { Page } from '@playwright/test';
import { newId } from '../shared/project/id.ts';
import { startSmtp, type TestSmtp } from '../testing/mail/smtp.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { test as base, expect } from './parts/fixtures.ts';
import { chooseTyped, highlighted, operation } from './parts/gestures.ts';
import { Keyboard, says } from './parts/keyboard.ts';
import { choose } from './parts/world.ts';

const test = base.extend<{ smtp: TestSmtp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
  smtp: async ({}, use) => {
    const smtp = await startSmtp();
    await use(smtp);
    await smtp.close();
  },
});

async function makeEmail(client: ProjectClient, smtp: TestSmtp): Promise<string> {
  const settings = {
    host: '127.0.0.1',
    port: smtp.port,
    security: 'none',
    from: 'sluice@example.com',
    to: 'team@example.com',
    subject: 'It failed',
  };
  const email = { id: newId('eml'), name: 'Tell the team', settings };
  await client.edit('Make e-mail', { type: 'email.create', email });
  return email.id;
}

async function makeSchedule(client: ProjectClient): Promise<string> {
  const schedule = {
    id: newId('sch'),
    name: 'Nightly',
    occurrence: { kind: 'daily', every: 1 },
    frequency: { kind: 'once', at: '02:00' },
    startDate: '2026-01-01',
    timeZone: 'Europe/Berlin',
  } as const;
  await client.edit('Make schedule', { type: 'schedule.create', schedule });
  return schedule.id;
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name: `${name} Settings` });

test('settings are saved as one step, undone and done again, deployed, and a run that fails does what they say', async ({
  page,
  client,
  storage,
  smtp,
}) => {
  const id = await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'gone' }, { bucket: 'archive' });
  const emailId = await makeEmail(client, smtp);
  await operation(page, '1.0 Copy').dblclick({ position: { x: 500, y: 100 } });
  await expect(heading(page, 'Copy')).toBeVisible();
  const before = (await client.state()).project;

  // Schedules: a new one, with its next five times.
  await expect(page.getByText('Active only after deploy.')).toBeVisible();
  await page.getByRole('button', { name: 'New schedule' }).click();
  await page.getByLabel('Schedule Name').fill('Every night');
  const times = page.getByRole('region', { name: 'Next five times' });
  await expect(times.getByRole('row')).toHaveCount(6);

  // Actions: an e-mail when it fails.
  await tab(page, 'Actions').click();
  await page.getByRole('combobox', { name: 'Condition' }).click();
  await page.getByRole('option', { name: 'On fail' }).click();
  await page.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: 'Send e-mail' }).click();
  await page.getByRole('combobox', { name: 'E-mail' }).fill('team');
  await page.getByRole('option', { name: 'Tell the team' }).click();
  await page.getByRole('button', { name: 'Add action' }).click();
  const actions = page.getByRole('table', { name: 'Actions' });
  await expect(actions.getByRole('row', { name: /On fail Send e-mail Tell the team/ })).toBeVisible();

  // Options: a time out, and retries.
  await tab(page, 'Options').click();
  await page.getByLabel('Operation time out').fill('5');
  await page.getByRole('combobox', { name: 'Unit' }).click();
  await page.getByRole('option', { name: 'Minutes' }).click();
  await page.getByLabel('Attempts').fill('1');
  await page.getByLabel('First wait').fill('1');
  await expect(page.getByText('A run that failed is tried once more, after 1 second.')).toBeVisible();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(heading(page, 'Copy')).toBeHidden();

  const saved = (await client.state()).project;
  const schedule = Object.values(saved.schedules)[0];
  expect(schedule?.name).toBe('Every night');
  expect(saved.operations[id]).toMatchObject({
    scheduleId: schedule?.id,
    actions: [{ condition: 'fail', do: { kind: 'send-email', emailId } }],
    options: { timeOut: { amount: 5, unit: 'minutes' }, retries: { attempts: 1, firstDelaySeconds: 1 } },
  });

  await page.keyboard.press('Control+z');
  await says(page, 'Undone: Change settings of Copy');
  expect((await client.state()).project).toEqual(before);
  await page.keyboard.press('Control+y');
  await says(page, 'Redone: Change settings of Copy');
  expect((await client.state()).project.operations[id]).toEqual(saved.operations[id]);

  await operation(page, '1.0 Copy').getByRole('button', { name: 'Deploy and run' }).click();
  await expect(operation(page, '1.0 Copy').getByText('Error', { exact: true })).toBeVisible();
  await expect.poll(async () => (await smtp.received()).length).toBe(1);
  const { runs } = await client.runs();
  const run = runs.find((one) => one.operationId === id);
  expect(JSON.stringify(await client.messages(run?.id ?? ''))).toContain('1 second');
});

test('a deployed schedule is disabled and enabled without a deploy, and shows its next time', async ({
  page,
  client,
  storage,
}) => {
  const id = await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await makeSchedule(client);
  await choose(page, operation(page, '1.0 Copy'), 'Settings');
  const deployed = page.getByRole('region', { name: 'Deployed' });
  await expect(deployed).toContainText('It does not run by itself.');
  await page.getByRole('combobox', { name: 'Schedule' }).fill('night');
  await page.getByRole('option', { name: /^Nightly/ }).click();
  await expect(page.getByText('Every day at 02:00 (Europe/Berlin)')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Next five times' }).getByRole('row')).toHaveCount(6);
  await expect(deployed).toContainText('Not deployed with a schedule yet');
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(heading(page, 'Copy')).toBeHidden();
  await client.state();
  await client.deploy([id]);
  const { revision } = await client.state();

  await choose(page, operation(page, '1.0 Copy'), 'Settings');
  await expect(deployed).toContainText(/Enabled\. Next: .+, 02:00\./);
  await page.getByRole('button', { name: 'Disable schedule' }).click();
  await expect(deployed).toContainText('Disabled: it does not run by itself');
  await page.getByRole('button', { name: 'Enable schedule' }).click();
  await expect(deployed).toContainText('Enabled. Next');
  await page.keyboard.press('Escape');
  await expect(heading(page, 'Copy'), 'nothing was changed').toBeHidden();
  expect((await client.state()).revision, 'the design is as it was').toBe(revision);
});

test('a circle is refused with its names, an action that was not added is not forgotten, and leaving asks', async ({
  page,
  client,
  storage,
}) => {
  const at = [{ bucket: 'inbox', key: 'a' }, { bucket: 'archive' }] as const;
  const [first, second] = [
    await drawTransfer(client, storage, 'First', ...at),
    await drawTransfer(client, storage, 'Second', ...at),
  ];
  const action = { condition: 'success', do: { kind: 'run-operation', operationId: first } } as const;
  await client.edit('Link', { type: 'action.add', operationId: second, action });
  await choose(page, operation(page, '1.0 First'), 'Settings');
  await tab(page, 'Actions').click();
  const target = page.getByRole('combobox', { name: 'Operation' });
  await chooseTyped(target, 'second');
  const circle = 'These operations would run one another for ever: “First” → “Second” → “First”.';
  await expect(target).toHaveAccessibleDescription(circle);
  await page.getByRole('button', { name: 'Add action' }).press('Enter');
  await expect(page.getByRole('table', { name: 'Actions' })).toBeHidden();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(target).toBeFocused();
  await page.getByRole('button', { name: 'Clear' }).click();

  // What is wrong on another tab is shown there.
  await tab(page, 'Options').click();
  await page.getByLabel('Operation time out').fill('');
  await page.getByLabel('Enable debug mode until').fill('2099-01-01');
  await tab(page, 'Actions').click();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByLabel('Operation time out')).toBeFocused();
  await expect(page.getByText('Choose a date at most two weeks ahead.')).toBeVisible();

  const asked = page.getByRole('dialog', { name: 'Discard changes?' });
  for (const leave of ['Discard Changes', 'Close']) {
    await page.getByRole('button', { name: leave, exact: true }).click();
    await expect(asked).toBeVisible();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    await expect(asked).toBeHidden();
  }
  await page.keyboard.press('Escape');
  await asked.getByRole('button', { name: 'Discard Changes' }).click();
  await expect(heading(page, 'First')).toBeHidden();
  expect((await client.state()).project.operations[first]?.options).toBeUndefined();
});

test('an e-mail that is made from the settings is chosen there, and nothing typed is lost', async ({
  page,
  client,
  storage,
}) => {
  const id = await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await choose(page, operation(page, '1.0 Copy'), 'Settings');
  await tab(page, 'Options').click();
  await page.getByText('Errors only').click();
  await tab(page, 'Actions').click();
  await page.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: 'Send e-mail' }).click();
  await page.getByRole('button', { name: 'New e-mail' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'New e-mail' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Well done');
  for (const [label, text] of [
    ['From', 'a@example.com'],
    ['To', 'b@example.com'],
    ['Subject', 'Done'],
    ['Host', 'localhost'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Save Changes' }).click();

  await expect(heading(page, 'Copy')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'E-mail' })).toHaveValue('Well done');
  await page.getByRole('button', { name: 'Add action' }).click();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(heading(page, 'Copy')).toBeHidden();
  const { operations, emails } = (await client.state()).project;
  const emailId = Object.values(emails)[0]?.id;
  expect(operations[id]).toMatchObject({
    actions: [{ condition: 'success', do: { kind: 'send-email', emailId } }],
    options: { log: 'errors' },
  });
});

test('an e-mail opens from the table of actions, and saving it leads back to the settings as they were left', async ({
  page,
  client,
  storage,
  smtp,
}) => {
  const operationId = await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const emailId = await makeEmail(client, smtp);
  const action = { condition: 'fail', do: { kind: 'send-email', emailId } } as const;
  await client.edit('Add action', { type: 'action.add', operationId, action });
  await choose(page, operation(page, '1.0 Copy'), 'Settings');
  await tab(page, 'Options').click();
  await page.getByText('Errors only').click();
  await tab(page, 'Actions').click();
  const open = page.getByRole('table', { name: 'Actions' }).getByRole('button', { name: 'Tell the team' });
  await open.click();
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail Tell the team' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Tell everybody');
  await page.getByRole('button', { name: 'Save Changes' }).click();

  await expect(heading(page, 'Copy')).toBeVisible();
  await expect(page.getByRole('row', { name: /On fail Send e-mail Tell everybody/ })).toBeVisible();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(heading(page, 'Copy')).toBeHidden();
  const { operations, emails } = (await client.state()).project;
  expect(emails[emailId]?.name).toBe('Tell everybody');
  expect(operations[operationId]).toMatchObject({ actions: [action], options: { log: 'errors' } });
});

test('the settings are changed with the keyboard alone', async ({ page, client, storage }) => {
  const at = [{ bucket: 'inbox', key: 'a' }, { bucket: 'archive' }] as const;
  const id = await drawTransfer(client, storage, 'First', ...at);
  const second = await drawTransfer(client, storage, 'Second', ...at);
  const scheduleId = await makeSchedule(client);
  const keys = new Keyboard(page);
  await operation(page, '1.0 First').focus();
  await keys.press('Enter');
  await expect(heading(page, 'First')).toBeVisible();

  await keys.walkTo(page.getByRole('combobox', { name: 'Schedule' }));
  await keys.type('night');
  await expect(highlighted(page)).toHaveCount(1);
  await keys.press('Enter');
  await expect(highlighted(page), 'the list is gone, with what the focus might go to').toHaveCount(0);
  await keys.walkTo(tab(page, 'Schedules'), 'Shift+Tab');
  await keys.press('ArrowRight');
  await keys.walkTo(page.getByRole('combobox', { name: 'Operation' }));
  await keys.type('second');
  await expect(highlighted(page)).toHaveCount(1);
  await keys.press('Enter');
  await expect(highlighted(page)).toHaveCount(0);
  await keys.walkTo(page.getByRole('button', { name: 'Add action' }));
  await keys.press('Enter');
  await says(page, 'Added: On success, Run operation.');
  await keys.walkTo(tab(page, 'Actions'), 'Shift+Tab');
  await keys.press('ArrowRight');
  await keys.walkTo(page.getByLabel('Operation time out'));
  await page.keyboard.press('Control+a');
  await keys.type('90');
  await keys.walkTo(page.getByRole('radio', { name: 'Skip' }));
  await keys.press('ArrowDown');
  await keys.walkTo(page.getByRole('button', { name: 'Save Changes' }));
  await keys.press('Enter');
  await expect(heading(page, 'First')).toBeHidden();
  await expect(operation(page, '1.0 First')).toBeFocused();
  expect((await client.state()).project.operations[id]).toMatchObject({
    scheduleId,
    actions: [{ condition: 'success', do: { kind: 'run-operation', operationId: second } }],
    options: { timeOut: { amount: 90, unit: 'hours' }, overlap: 'queue' },
  });
});
