import { readFile } from 'node:fs/promises';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

const OBJECTS = 120;
/** So many go fast; the others so slowly that the run is still going whenever it is looked at. */
const FAST = 60;

test('a run over many objects shows how far it is, and what became of each is downloaded', async ({
  page,
  client,
  storage,
}) => {
  for (let number = 0; number < OBJECTS; number += 1)
    await storage.put('inbox', `each/${String(number).padStart(3, '0')}.csv`, Buffer.alloc(20_000, 1));
  storage.store.faults.set([
    { match: { operation: 'GetObject', bucket: 'inbox' }, effect: { kind: 'delay', milliseconds: 150 } },
    {
      match: { operation: 'GetObject', bucket: 'inbox' },
      skip: FAST,
      effect: { kind: 'delay', milliseconds: 2_000 },
    },
    {
      match: { operation: 'PutObject', bucket: 'archive', key: 'each/007.csv' },
      effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'Access Denied' },
    },
  ]);
  const connectionId = await client.connect('Files', storage);
  const targetId = await client.connect('Target', storage.other);
  const text = { bucketOptions: 'text' };
  const all = await client.draw('All', [
    {
      connectionId,
      type: 'list-objects',
      name: 'List all',
      settings: { ...text, bucket: 'inbox', prefix: 'each/', pass: 'each', atATime: 2 },
    },
    { connectionId, type: 'get-object', name: 'Get each', settings: text },
    {
      connectionId: targetId,
      type: 'put-object',
      name: 'Put each',
      settings: { ...text, bucket: 'archive', continueOnError: true },
    },
  ]);
  const runId = await client.run(all);
  const box = operation(page, '1.0 All');

  await expect(
    box.getByRole('button', {
      name: /^Last run: Running, \d+ of 120 objects, 1 failed, (about .*|a few seconds) left\. View logs$/,
    }),
  ).toBeVisible();
  await expect(page.getByText(/^\d+ \/ 120$/)).toBeVisible();
  const bar = box.getByRole('progressbar', { name: 'Progress of All' });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(10);
  await box.getByRole('button', { name: /^Last run: Running/ }).click();
  const detail = page.getByRole('region', { name: 'Run of All' });
  await expect(detail.getByRole('cell', { name: /^\d+ of 120 ?1 failed$/ })).toBeVisible();
  await expect(detail.getByText(/ left$/)).toBeVisible();
  await expect(detail.getByRole('button', { name: 'Cancel' })).toBeInViewport();

  storage.store.faults.clear();
  await client.ended(runId);
  await expect(
    box.getByRole('button', { name: 'Last run: Success with warning, 120 of 120 objects, 1 failed. View logs' }),
  ).toBeVisible();
  await expect(detail.getByText(/^Each listed object by itself, up to 2 at a time: /).first()).toBeVisible();
  for (const [link, holds] of [
    ['Receipts as JSON', '"key":"each/119.csv"'],
    ['Receipts as CSV', 'archive,each/119.csv,20000'],
    ['Failed objects as JSON', '"code":"access-denied"'],
    ['Failed objects as CSV', 'each/007.csv,access-denied'],
  ] as const) {
    const download = page.waitForEvent('download');
    await detail.getByRole('link', { name: link }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toContain(holds);
  }
  for (const width of [1440, 900, 700]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(detail.getByRole('button', { name: 'Run again' })).toBeInViewport({ ratio: 1 });
  }
});
