import { expect, test } from './parts/fixtures.ts';
import { createConnection, drag, fillConnection, step, zone } from './parts/gestures.ts';

test('the permissions of a connection are checked, and the policy for what is denied is offered', async ({
  page,
  projectId,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  await fillConnection(page, 'Checked', storage);
  await page.getByRole('button', { name: 'Check permissions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Check permissions' });
  await dialog.getByLabel('Bucket').fill('inbox');
  await dialog.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(dialog.getByText('Granted')).toHaveCount(3);
  const denied = { kind: 'error' as const, status: 403, code: 'AccessDenied', message: 'Access Denied' };
  storage.store.faults.set([{ match: { operation: 'CreateMultipartUpload' }, effect: denied }]);
  await dialog.getByLabel('Object prefix').fill('in/');
  await dialog.getByLabel('Object prefix').press('Enter');
  await expect(dialog.getByText('Denied', { exact: true })).toBeVisible();
  await expect(dialog.getByText('arn:aws:s3:::inbox/in/*')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeVisible();
  storage.store.faults.clear();
  await dialog.getByRole('textbox', { name: /Bucket/ }).fill('not-there');
  await dialog.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(dialog.getByText(/There is no bucket "not-there"/)).toBeVisible();
});

test('a key is picked from a folder-like view of the bucket', async ({ page, projectId, client, storage }) => {
  expect(projectId).toBeTruthy();
  for (const key of ['2026/june/a[1].csv', '2026/june/b.csv', '2026/july/c.csv', 'readme.txt'])
    await storage.put('inbox', key, Buffer.from('hello'));
  await createConnection(page, 'Storage', storage);
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await drag(page, page.getByRole('button', { name: /^Get Object/ }).first(), () =>
    zone(page, /^Drop zone: New operation/).first(),
  );
  await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
  await page.keyboard.press('Enter');
  await step(page, 'Get Object').dblclick();
  await page.getByRole('radio', { name: 'inbox' }).click();
  await page.getByRole('button', { name: 'Browse…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose an object' });
  await dialog.getByRole('button', { name: '2026/' }).click();
  await dialog.getByRole('button', { name: 'june/' }).click();
  await expect(dialog.getByRole('button', { name: 'b.csv' })).toBeVisible();
  await dialog.getByRole('searchbox').fill('a');
  await expect(dialog.getByRole('button', { name: 'b.csv' })).toBeHidden();
  await dialog.getByRole('button', { name: 'inbox' }).click();
  await expect(dialog.getByRole('button', { name: 'readme.txt' })).toBeVisible();
  await dialog.getByRole('button', { name: '2026/' }).click();
  await dialog.getByRole('button', { name: 'june/' }).click();
  await dialog.getByRole('button', { name: 'a[1].csv' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Save & Exit' }).click();
  const activity = async () => Object.values((await client.state()).project.activities)[0];
  await expect.poll(activity).toMatchObject({ settings: { bucket: 'inbox', key: '2026/june/a\\[1].csv' } });
});
