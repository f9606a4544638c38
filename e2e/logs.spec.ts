import { readFile } from 'node:fs/promises';
import { drawPassing, drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

test('runs are found by name, message and time, put in order, and their logs downloaded', async ({
  page,
  client,
  storage,
}) => {
  await storage.put('inbox', 'small.txt', Buffer.alloc(1_000, 1));
  await storage.put('inbox', 'large.bin', Buffer.alloc(24 * 1024 * 1024, 7));
  const small = await drawTransfer(
    client,
    storage,
    'Small',
    { bucket: 'inbox', key: 'small.txt' },
    { bucket: 'archive' },
  );
  const large = await drawTransfer(
    client,
    storage,
    'Large',
    { bucket: 'inbox', key: 'large.bin' },
    { bucket: 'archive' },
  );
  const gone = await drawTransfer(
    client,
    storage,
    'Gone',
    { bucket: 'inbox', key: 'not-there.csv' },
    { bucket: 'archive' },
  );
  for (const id of [large, small, gone]) await client.ended(await client.run(id));

  await operation(page, '1.2 Gone').getByRole('button', { name: 'Last run: Error. View logs' }).click();
  await page
    .getByRole('tab', { name: /^Logging / })
    .first()
    .click();
  const table = page.getByRole('table', { name: /^Runs/ });
  const names = () => table.locator('tr:has([data-run]) td:nth-child(2)').allInnerTexts();
  await expect.poll(names).toEqual(['Gone', 'Small', 'Large']);

  await expect(table.getByRole('columnheader')).toHaveText([
    'Status',
    'Operation',
    'Started',
    'Done',
    'Duration',
    'Objects',
    'Bytes',
    'Messages',
  ]);
  const time = /^\d\d:\d\d:\d\d$/;
  await expect(table.locator('tr:has([data-run]) td:nth-child(4)')).toHaveText([time, time, time]);
  const byMessages = async () => {
    const { runs } = await client.runs();
    return runs.toSorted((a, b) => b.messageCount - a.messageCount).map(({ operationName }) => operationName);
  };
  const search = page.getByRole('searchbox', { name: 'Search runs' });
  await search.fill('operation=lar');
  await expect.poll(names).toEqual(['Large']);
  await search.fill('message=not-there');
  await expect.poll(names).toEqual(['Gone']);
  await search.fill('message="nothing of the kind"');
  await expect(page.getByText('No run is found by these filters.')).toBeVisible();
  await search.fill('');
  await expect.poll(names).toEqual(['Gone', 'Small', 'Large']);

  await table.getByRole('button', { name: 'Bytes' }).click();
  await expect.poll(names).toEqual(['Large', 'Small', 'Gone']);
  await expect(table.getByRole('columnheader', { name: 'Bytes' })).toHaveAttribute('aria-sort', 'descending');
  await table.getByRole('button', { name: 'Messages' }).click();
  await expect.poll(names).toEqual(await byMessages());
  await table.getByRole('button', { name: 'Started' }).click();
  await table.getByRole('button', { name: 'Started' }).click();
  await expect.poll(names).toEqual(['Large', 'Small', 'Gone']);
  await table.getByRole('button', { name: 'Started' }).click();

  await page.getByRole('combobox', { name: 'Time range' }).click();
  await page.getByRole('option', { name: 'Last hour' }).click();
  await expect.poll(names).toEqual(['Gone', 'Small', 'Large']);

  await table.getByRole('button', { name: 'Error: Gone' }).click();
  const detail = page.getByRole('region', { name: 'Run of Gone' });
  for (const [link, holds] of [
    ['Log as text', 'State      Error'],
    ['Log as JSON Lines', '{"run":{'],
  ] as const) {
    const download = page.waitForEvent('download');
    await detail.getByRole('link', { name: link }).click();
    const file = await (await download).path();
    expect(await readFile(file, 'utf8')).toContain(holds);
  }
});

test('a run shows how fast it went in the course of time', async ({ page, client, storage }) => {
  await storage.put('inbox', 'slow.bin', Buffer.alloc(6 * 1024 * 1024, 7));
  storage.store.faults.set([
    { match: { operation: 'GetObject', key: 'slow.bin' }, effect: { kind: 'slowBody', milliseconds: 60 } },
  ]);
  const slow = await drawPassing(client, storage, 'Slow', { bucket: 'inbox', key: 'slow.bin' }, { bucket: 'archive' });
  await client.ended(await client.run(slow));
  storage.store.faults.clear();
  await operation(page, '1.0 Slow').getByRole('button', { name: 'Last run: Success. View logs' }).click();
  const detail = page.getByRole('region', { name: 'Run of Slow' });
  await expect(detail.getByRole('img', { name: /^Throughput over .*, at most .*\/s$/ })).toBeVisible();
});
