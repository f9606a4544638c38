import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

test('two tabs on one project stay in step, and undo is each one’s own', async ({ page, context, client, storage }) => {
  await drawTransfer(client, storage, 'Shared', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(operation(page, '1.0 Shared')).toBeVisible();
  await expect(operation(other, '1.0 Shared')).toBeVisible();

  await operation(page, '1.0 Shared').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Renamed here');
  await page.keyboard.press('Enter');
  await expect(operation(other, '1.0 Renamed here'), 'the other tab follows').toBeVisible();

  await step(other, 'Put for Shared').click();
  await other.keyboard.press('Delete');
  await expect(step(page, 'Put for Shared')).toBeHidden();
  await other.keyboard.press('Control+z');
  await expect(step(page, 'Put for Shared')).toBeVisible();
  await expect(operation(page, '1.0 Renamed here'), 'undoing there took back nothing of here').toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(operation(other, '1.0 Shared')).toBeVisible();
});

test('an edit that conflicts is refused with a message, and the tab catches up', async ({
  page,
  context,
  client,
  storage,
}) => {
  const operationId = await drawTransfer(
    client,
    storage,
    'Contested',
    { bucket: 'inbox', key: 'a' },
    { bucket: 'archive' },
  );
  await expect(operation(page, '1.0 Contested')).toBeVisible();
  // This tab hears nothing for a while: its next edit is made on a stale revision.
  await context.setOffline(true);
  await operation(page, '1.0 Contested').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Mine');
  await page.keyboard.press('Enter');
  await expect(operation(page, '1.0 Mine')).toBeVisible();
  await client.edit('Rename', { type: 'operation.rename', operationId, name: 'Theirs' });
  await context.setOffline(false);
  await expect(operation(page, '1.0 Theirs')).toBeVisible({ timeout: 30_000 });
  await expect(
    page
      .getByRole('region', { name: 'Notifications' })
      .getByText(/somebody|changed/i)
      .first(),
  ).toBeVisible();
});
