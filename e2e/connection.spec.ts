import { expect, test } from './parts/fixtures.ts';
import { createConnection, fillConnection } from './parts/gestures.ts';

test('a connection is created, tested, changed, and its secret never comes back', async ({
  page,
  projectId,
  product,
  storage,
}) => {
  await fillConnection(page, 'Finance S3', storage);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Connection Success')).toBeVisible();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByRole('button', { name: 'Finance S3', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Finance S3', exact: true }).dblclick();
  await expect(page.getByLabel('Access Key ID')).toHaveValue(storage.accessKeyId);
  await expect(page.getByLabel('Secret Access Key')).toHaveValue('');
  await page.getByLabel('Connection Name').fill('Finance archive');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Connection Success'), 'the stored secret is used').toBeVisible();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByRole('button', { name: 'Finance archive', exact: true })).toBeVisible();

  const reply = await page.request.get(new URL(`/api/projects/${projectId}`, product.url).href);
  expect(await reply.text()).not.toContain(storage.secretAccessKey);
});

test('a test tells a wrong secret from an unknown key and from a storage that is not there', async ({
  page,
  projectId,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  await fillConnection(page, 'Broken', { ...storage, secretAccessKey: 'not-the-secret' });
  const press = () => page.getByRole('button', { name: 'Test', exact: true }).click();
  await press();
  await expect(page.getByText('SignatureDoesNotMatch')).toBeVisible();
  await page.getByLabel('Access Key ID').fill('AKIANOBODYKNOWSTHIS0');
  await press();
  await expect(page.getByText('InvalidAccessKeyId')).toBeVisible();
  await page.getByLabel('Endpoint URL').fill('http://127.0.0.1:9');
  await press();
  await expect(page.getByText(/refused|could not be reached/i).first()).toBeVisible();
  await page.getByLabel('Endpoint URL').fill('http://no-such-host.invalid');
  await press();
  // A name server that has lost a question is asked again after five seconds, and the connector tries more than once.
  await expect(page.getByText(/name .*(resolve|found)|could not be resolved/i).first()).toBeVisible();
});

test('names are checked, and leaving with changes asks first', async ({ page, projectId, storage }) => {
  expect(projectId).toBeTruthy();
  await createConnection(page, 'Finance', storage);
  await fillConnection(page, 'finance', storage);
  await expect(page.getByRole('button', { name: 'Save Changes' })).toBeDisabled();
  await page.getByLabel('Connection Name').fill('a/b');
  await page.getByLabel('Connection Name').blur();
  await expect(page.getByText('The name must not contain a forward slash (/).')).toBeVisible();
  await page.getByRole('button', { name: 'Discard Changes' }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(dialog.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Connection Name')).toHaveValue('a/b');
  await page.getByRole('button', { name: 'Discard Changes' }).click();
  await dialog.getByRole('button', { name: /discard/i }).click();
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeHidden();
});

test('a connection is deleted after a confirmation, and not while an activity needs it', async ({
  page,
  projectId,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  await createConnection(page, 'Short-lived', storage);
  await page.getByRole('button', { name: 'Short-lived', exact: true }).dblclick();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('button', { name: 'Delete', exact: false }).click();
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Short-lived', exact: true })).toBeHidden();
});
