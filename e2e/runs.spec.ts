import { readFile } from 'node:fs/promises';
import { drawPassing, drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

test('a run that fails says what is wrong, where, and what to do', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'Gone', { bucket: 'inbox', key: 'not/there.csv' }, { bucket: 'archive' });
  await operation(page, '1.0 Gone').getByRole('button', { name: 'Deploy and run' }).click();
  await expect(operation(page, '1.0 Gone').getByText('Error')).toBeVisible();
  await operation(page, '1.0 Gone').getByRole('button', { name: 'Last run: Error. View logs' }).click();
  await expect(page.getByText(/not\/there\.csv/).first()).toBeVisible();
  await expect(page.getByText(/inbox/).first()).toBeVisible();
});

test('a run is canceled in the middle of a transfer, and leaves nothing behind', async ({ page, client, storage }) => {
  await storage.put('inbox', 'canceled.bin', Buffer.alloc(8 * 1024 * 1024, 7));
  // So slow that it does not end by itself, however long the click takes.
  storage.store.faults.set([
    { match: { operation: 'GetObject', key: 'canceled.bin' }, effect: { kind: 'slowBody', milliseconds: 500 } },
  ]);
  await drawPassing(client, storage, 'Slow', { bucket: 'inbox', key: 'canceled.bin' }, { bucket: 'archive' });
  await operation(page, '1.0 Slow').getByRole('button', { name: 'Deploy and run' }).click();
  await expect(operation(page, '1.0 Slow').getByText('Running')).toBeVisible();
  await operation(page, '1.0 Slow').getByRole('button', { name: 'Cancel run' }).click();
  await expect(operation(page, '1.0 Slow').getByText('Canceled')).toBeVisible();
  storage.store.faults.clear();
  expect(await storage.get('archive', 'canceled.bin')).toBeNull();
});

test('List → Put writes the list as JSON, and a lone List keeps it with the run', async ({ page, client, storage }) => {
  for (const name of ['a.txt', 'b/ü.txt', 'b/c d.txt']) await storage.put('inbox', `listed/${name}`, Buffer.from(name));
  const connectionId = await client.connect('Lists', storage);
  const list = {
    connectionId,
    type: 'list-objects',
    name: 'List',
    settings: { bucketOptions: 'text', bucket: 'inbox', prefix: 'listed/' },
  };
  await client.draw('To an object', [
    list,
    {
      connectionId,
      type: 'put-object',
      name: 'Keep',
      settings: { bucketOptions: 'text', bucket: 'archive', key: 'list.json' },
    },
  ]);
  await client.draw('Alone', [{ ...list, name: 'Just list' }]);
  await operation(page, '1.0 To an object').getByRole('button', { name: 'Deploy and run' }).click();
  await expect(operation(page, '1.0 To an object').getByText('Success')).toBeVisible();
  const written = JSON.parse(Buffer.from((await storage.get('archive', 'list.json')) ?? []).toString()) as {
    object: { key: string }[];
  };
  expect(written.object.map(({ key }) => key)).toEqual(['listed/a.txt', 'listed/b/c d.txt', 'listed/b/ü.txt']);

  await operation(page, '1.1 Alone').click();
  await operation(page, '1.1 Alone').getByRole('button', { name: 'Deploy and run' }).click();
  await expect(operation(page, '1.1 Alone').getByText('Success')).toBeVisible();
  await operation(page, '1.1 Alone').getByRole('button', { name: 'Last run: Success. View logs' }).click();
  const download = page.waitForEvent('download');
  await page
    .getByRole('link', { name: /response/i })
    .or(page.getByRole('button', { name: /response/i }))
    .first()
    .click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect((JSON.parse(text) as { keyCount: number }).keyCount).toBe(3);
});

test('an operation that is invalid is not deployed: the dialog names each problem and leads to it', async ({
  page,
  client,
  storage,
}) => {
  const connectionId = await client.connect('Storage', storage);
  await client.draw('Backwards', [
    { connectionId, type: 'put-object', name: 'Put first', settings: { bucketOptions: 'text', bucket: 'archive' } },
    {
      connectionId,
      type: 'get-object',
      name: 'Get second',
      settings: { bucketOptions: 'text', bucket: 'inbox', key: 'x' },
    },
  ]);
  await operation(page, '1.0 Backwards').getByRole('button', { name: 'Deploy and run' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/breaks the operation's pattern/)).toBeVisible();
  await dialog
    .getByRole('button', { name: /Put first/ })
    .first()
    .click();
  await expect(dialog).toBeHidden();
  await expect(step(page, 'Put first')).toBeFocused();
});
