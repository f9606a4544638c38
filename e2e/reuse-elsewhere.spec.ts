import { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';
import { allSaved, FROM, restingZone, stepsOf, TO } from './parts/reuse.ts';

test('an operation is pasted into another project in a second tab; its connection comes without the secret', async ({
  page,
  context,
  client,
  product,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await operation(page, '1.0 First').click({ position: { x: 300, y: 12 } });
  await page.keyboard.press('Control+c');

  const other = await ProjectClient.create(product.url, 'Another');
  const tab = await context.newPage();
  await tab.goto(new URL(`/projects/${other.projectId}`, product.url).href);
  await restingZone(tab, 'Drop zone: New operation in the empty workflow').click();
  await tab.keyboard.press('Control+v');
  await expect(operation(tab, '1.0 First')).toBeVisible();
  await expect(tab.getByText('“Storage of First” came without its secrets')).toBeVisible();
  await allSaved(tab);
  const { project } = await other.state();
  const [connection] = Object.values(project.connections);
  expect(connection?.settings).toMatchObject({ accessKeyId: storage.accessKeyId });
  expect(connection?.settings).not.toHaveProperty('secretAccessKey');
  expect(await stepsOf(other, 'First')).toHaveLength(2);

  await tab.keyboard.press('Control+z');
  await expect(operation(tab, '1.0 First')).toBeHidden();
  await allSaved(tab);
  expect((await other.state()).project).toMatchObject({ operations: {}, activities: {}, connections: {} });
});

test('the JSON that copying puts on the clipboard is pasted in a browser that shares nothing with this one', async ({
  page,
  context,
  browser,
  client,
  product,
  storage,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawTransfer(client, storage, 'First', FROM, TO);
  await step(page, 'Get for First').click();
  await page.keyboard.press('Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toMatchObject({ sluice: 'clipboard', way: 'copy' });

  const other = await ProjectClient.create(product.url, 'Elsewhere');
  const stranger = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const tab = await stranger.newPage();
  await tab.goto(new URL(`/projects/${other.projectId}`, product.url).href);
  await tab.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await restingZone(tab, 'Drop zone: New operation in the empty workflow').click();
  await tab.keyboard.press('Control+v');
  await expect(step(tab, 'Get for First')).toBeVisible();
  await allSaved(tab);
  const { operations, connections } = (await other.state()).project;
  expect(Object.values(operations).map(({ steps }) => steps.length)).toEqual([1]);
  expect(Object.values(connections).map(({ name }) => name)).toEqual(['Storage of First']);

  // What another project has can't be referred to.
  await restingZone(tab, /right of Get for First$/).click();
  await tab.keyboard.press('Control+Shift+v');
  await expect(tab.getByText('It is in another project, and can only be pasted as a copy.').first()).toBeVisible();
  await stranger.close();
});

test('text from elsewhere is not pasted, and it is said why', async ({ page, context, client, storage }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawTransfer(client, storage, 'First', FROM, TO);
  await page.evaluate(() => navigator.clipboard.writeText('a shopping list'));
  await step(page, 'Get for First').click();
  await page.keyboard.press('Control+v');
  await expect(page.getByText('The clipboard holds something else.', { exact: false }).first()).toBeVisible();

  await page.keyboard.press('Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).not.toContain('sec_');
  await page.evaluate(
    (damaged) => navigator.clipboard.writeText(damaged),
    text.replace('"version": 1', '"version": 7'),
  );
  await page.keyboard.press('Control+v');
  await expect(page.getByText('It was copied from another version', { exact: false }).first()).toBeVisible();
  expect(await stepsOf(client, 'First')).toHaveLength(2);
});
