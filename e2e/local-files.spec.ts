import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './parts/fixtures.ts';
import { createConnection, drag, operation, step, zone } from './parts/gestures.ts';

/** The folder that the product's own agent allows. */
const folderOf = (product: { dataDir: string }) => join(product.dataDir, 'files');

/** Opens the screen of a new connection, and fills it in. */
async function fillFiles(page: Page, name: string, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Local Files', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Configure Local Files' })).toBeVisible();
  await page.getByLabel('Connection Name').fill(name);
  await page.getByLabel('Folder', { exact: true }).fill(folder);
}

/** Makes a connection through its screen, and shows its activity types. */
async function createFiles(page: Page, name: string, folder: string): Promise<void> {
  await fillFiles(page, name, folder);
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByRole('heading', { name: 'Configure Local Files' })).toBeHidden();
  await page.getByRole('button', { name, exact: true }).click();
}

/** Drags an activity type of the palette to a place on the canvas, and leaves the name as it is. */
async function draw(page: Page, type: RegExp, name: string, where: RegExp): Promise<void> {
  await drag(page, page.getByRole('button', { name: type }).first(), () => zone(page, where).first());
  const edited = page.getByRole('textbox', { name: 'Activity name' });
  await expect(edited).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(edited).toBeHidden();
  await expect(step(page, name)).toBeVisible();
}

/** From an activity's first screen over its schemas to the end. */
async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Response' })).toBeVisible();
  await page.getByRole('button', { name: 'Finished' }).click();
}

test('a folder that the agent does not allow is told by Test, with those that it does; then it works', async ({
  page,
  projectId,
  product,
}) => {
  expect(projectId).toBeTruthy();
  const folder = folderOf(product);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await fillFiles(page, 'Exchange', '/etc');
  const press = () => page.getByRole('button', { name: 'Test', exact: true }).click();
  await press();
  await expect(page.getByText('folder-not-allowed').first()).toBeVisible();
  await expect(page.getByText(`This agent allows "${folder}".`)).toBeVisible();
  await expect(page.getByText(/or add this one to SLUICE_AGENT_FOLDERS of the agent/)).toBeVisible();
  const field = page.getByLabel('Folder', { exact: true });
  await field.fill(join(folder, 'not-there'));
  await press();
  await expect(page.getByText(/There is no folder ".*not-there" on the agent's machine/)).toBeVisible();
  await field.fill(folder);
  await press();
  await expect(page.getByText(/can be read and written, .* free/)).toBeVisible();
});

test('a file picked from the folder is read and written, drawn in the browser and looked at on disk', async ({
  page,
  projectId,
  product,
}) => {
  expect(projectId).toBeTruthy();
  const folder = folderOf(product);
  await mkdir(join(folder, 'picked/2026'), { recursive: true });
  await writeFile(join(folder, 'picked/2026/ünïcode + [1].txt'), 'hello');
  await createFiles(page, 'Exchange', folder);
  await draw(page, /^Read File/, 'Read File', /^Drop zone: New operation/);
  await draw(page, /^Write File/, 'Write File', /right of Read File$/);
  await step(page, 'Read File').dblclick();
  await page.getByRole('button', { name: 'Browse…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose a file' });
  for (const name of ['picked/', '2026/', 'ünïcode + [1].txt']) await dialog.getByRole('button', { name }).click();
  await expect(dialog).toBeHidden();
  await finish(page);
  await step(page, 'Write File').dblclick();
  await page.getByLabel('Path', { exact: true }).fill('picked/copies/copy.txt');
  await finish(page);
  const drawn = operation(page, '1.0 New Operation');
  await drawn.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(drawn.getByText('Success')).toBeVisible();
  await expect(page.getByText('1 file', { exact: true })).toBeVisible();
  expect(await readFile(join(folder, 'picked/copies/copy.txt'), 'utf8')).toBe('hello');
});

test('objects become files, each by itself; a file that is there is an error that says what to do', async ({
  page,
  projectId,
  product,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  const folder = folderOf(product);
  for (const name of ['a', 'b', 'c'])
    await storage.put('inbox', `to-files/${name}.txt`, Buffer.from(`content ${name}`));
  await createConnection(page, 'Storage', storage);
  await createFiles(page, 'Exchange', folder);
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await draw(page, /^List Objects/, 'List Objects', /^Drop zone: New operation/);
  await draw(page, /^Get Object/, 'Get Object', /right of List Objects$/);
  await page.getByRole('button', { name: 'Exchange', exact: true }).click();
  await draw(page, /^Write File/, 'Write File', /right of Get Object$/);
  await step(page, 'List Objects').dblclick();
  await page.getByRole('radio', { name: 'inbox' }).click();
  await page.getByRole('button', { name: 'Optional settings' }).click();
  await page.getByLabel('Object prefix').fill('to-files/');
  await page.getByRole('radio', { name: 'Each object, one at a time' }).check();
  await finish(page);
  await step(page, 'Get Object').dblclick();
  await page.getByRole('radio', { name: 'Use text inputs' }).check();
  await finish(page);
  await step(page, 'Write File').dblclick();
  await page.getByRole('button', { name: 'Optional settings' }).click();
  await page.getByRole('combobox', { name: 'If the file exists' }).click();
  await page.getByRole('option', { name: 'Fail' }).click();
  await finish(page);
  const drawn = operation(page, '1.0 New Operation');
  await drawn.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(drawn.getByText('Success')).toBeVisible();
  for (const name of ['a', 'b', 'c'])
    expect(await readFile(join(folder, `to-files/${name}.txt`), 'utf8')).toBe(`content ${name}`);
  await drawn.getByRole('button', { name: 'Deploy and run' }).click();
  await drawn.getByRole('button', { name: /^Last run: Error, .* View logs$/ }).click();
  await expect(page.getByText(/exists already/).first()).toBeVisible();
  await expect(page.getByText(/set "If the file exists" to Overwrite or Skip/).first()).toBeVisible();
});
