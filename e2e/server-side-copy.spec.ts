import { drawPassing, drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

test('on one connection the storage copies by itself, and canvas and log say that nothing passes through the agent', async ({
  page,
  client,
  storage,
}) => {
  await storage.put('inbox', 'copied.bin', Buffer.alloc(300_000, 7));
  await drawTransfer(client, storage, 'Copy', { bucket: 'inbox', key: 'copied.bin' }, { bucket: 'archive' });
  const box = operation(page, '1.0 Copy');
  await box.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(box.getByText('Success')).toBeVisible();
  expect((await storage.get('archive', 'copied.bin'))?.length).toBe(300_000);
  const canvas = page.getByRole('region', { name: 'Design canvas' });
  await expect(canvas.getByText('0 bytes through the agent')).toBeVisible();
  await expect(canvas.getByText('300 kB', { exact: true })).toBeVisible();
  await expect(step(page, 'Put for Copy')).toHaveAccessibleDescription(
    /Plan: Copied at the storage, 0 bytes through the agent: one account reaches source and target on one endpoint\./,
  );
  await box.getByRole('button', { name: 'Last run: Success. View logs' }).click();
  const detail = page.getByRole('region', { name: 'Run of Copy' });
  await expect(
    detail.getByText(/^Copied at the storage, 0 bytes through the agent: one account/).first(),
  ).toBeVisible();
  await expect(detail.getByRole('rowheader', { name: /Put for Copy.*Server-side copy/ })).toBeVisible();
  await expect(detail.getByRole('cell', { name: /300 kB.*0 bytes through the agent/ })).toBeVisible();
});

test('with two accounts the bytes pass through the agent, and the log says why', async ({ page, client, storage }) => {
  await storage.put('inbox', 'passing.bin', Buffer.alloc(300_000, 7));
  await drawPassing(client, storage, 'Pass', { bucket: 'inbox', key: 'passing.bin' }, { bucket: 'archive' });
  const box = operation(page, '1.0 Pass');
  await box.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(box.getByText('Success')).toBeVisible();
  await expect(page.getByText('0 bytes through the agent')).toHaveCount(0);
  await box.getByRole('button', { name: 'Last run: Success. View logs' }).click();
  const detail = page.getByRole('region', { name: 'Run of Pass' });
  await expect(
    detail.getByText(/Not copied at the storage: source and target are reached with different credentials/).first(),
  ).toBeVisible();
});

test('a move alone says it beside the state of its run', async ({ page, client, storage }) => {
  await storage.put('inbox', 'moved.bin', Buffer.alloc(1000, 7));
  const connectionId = await client.connect('Storage', storage);
  const settings = {
    bucketOptions: 'text',
    sourceBucket: 'inbox',
    sourceKey: 'moved.bin',
    destinationBucket: 'archive',
  };
  await client.draw('Move', [{ connectionId, type: 'move-object', name: 'Move it', settings }]);
  const box = operation(page, '1.0 Move');
  await box.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(
    box.getByRole('button', { name: 'Last run: Success, 0 bytes through the agent. View logs' }),
  ).toBeVisible();
});
