import { expect, test } from './parts/fixtures.ts';
import { createConnection, drag, step, zone } from './parts/gestures.ts';

test('a bucket is chosen from the list an agent fetched, and a changed activity can be left without saving', async ({
  page,
  projectId,
  client,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  await createConnection(page, 'Storage', storage);
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await drag(page, page.getByRole('button', { name: /^Get Object/ }).first(), () =>
    zone(page, /^Drop zone: New operation/).first(),
  );
  await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
  await page.keyboard.press('Enter');
  await step(page, 'Get Object').dblclick();
  await expect(page.getByRole('radio', { name: 'archive' })).toBeVisible();
  await page
    .getByRole('searchbox')
    .or(page.getByLabel(/^Search/))
    .last()
    .fill('arch');
  await expect(page.getByRole('radio', { name: 'inbox' })).toBeHidden();
  await page.getByRole('radio', { name: 'archive' }).click();
  await page.getByLabel('Key', { exact: true }).fill('a/b.txt');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('treeitem', { name: '[1, 1] content (Base64Binary)' })).toBeVisible();
  await page.getByRole('button', { name: 'Finished' }).click();
  await expect(step(page, 'Get Object')).toBeVisible();
  const activity = async () => Object.values((await client.state()).project.activities)[0];
  await expect.poll(activity).toMatchObject({ configured: true, settings: { bucket: 'archive', key: 'a/b.txt' } });

  await step(page, 'Get Object').dblclick();
  await expect(
    page.getByRole('heading', { name: 'Request' }),
    'a finished activity opens on its last step',
  ).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByLabel('Key', { exact: true }).fill('other');
  await page.getByRole('button', { name: 'Discard Changes' }).click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: /discard/i })
    .click();
  await expect(step(page, 'Get Object')).toBeVisible();
  expect((await activity())?.settings.key).toBe('a/b.txt');
});
