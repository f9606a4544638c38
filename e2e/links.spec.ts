import type { ActionCondition } from '../shared/project/action.ts';
import { newId } from '../shared/project/id.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { boxOf, operation } from './parts/gestures.ts';

async function link(client: ProjectClient, operationId: string, condition: ActionCondition, targetId: string) {
  const action = { condition, do: { kind: 'run-operation' as const, operationId: targetId } };
  await client.edit('Link', { type: 'action.add', operationId, action });
}

test('links between operations are drawn, named, followed and removed', async ({ page, client, storage }) => {
  const keys = [
    { bucket: 'inbox', key: 'a' },
    { bucket: 'archive', key: 'a' },
  ] as const;
  const names = ['Copy', 'Archive', 'Complain', 'Report'] as const;
  const ids: string[] = [];
  for (const name of names) ids.push(await drawTransfer(client, storage, name, ...keys));
  const [copy = '', archive = '', complain = '', report = ''] = ids;
  const workflowId = newId('wfl');
  const workflow = { id: workflowId, name: 'Reports', operationIds: [] };
  await client.edit('New workflow', { type: 'workflow.add', workflow, index: 1 });
  await client.edit('Move', { type: 'operation.move', operationId: report, workflowId, index: 0 });
  await expect(operation(page, '1.2 Complain')).toBeVisible();
  await link(client, copy, 'success', archive);
  await link(client, copy, 'fail', complain);
  await link(client, archive, 'fail', complain);
  await link(client, complain, 'success', report);

  const onSuccess = page.getByRole('button', { name: 'On success: 1.0 Copy runs 1.1 Archive' });
  const onFail = page.getByRole('button', { name: 'On fail: 1.0 Copy runs 1.2 Complain' });
  await expect(onSuccess).toBeVisible();
  await expect(onFail).toBeVisible();
  await expect(page.getByRole('button', { name: 'On fail: 1.1 Archive runs 1.2 Complain' })).toBeVisible();
  // The last link is there as well: nothing moves any more.
  const elsewhere = page.getByRole('button', { name: /^2\.0 Report, run by 1\.2 Complain on success/ });
  await expect(elsewhere).toBeVisible();
  const [left, box, right] = [await boxOf(onSuccess), await boxOf(operation(page, '1.0 Copy')), await boxOf(onFail)];
  expect(left.x + left.width).toBeLessThanOrEqual(box.x);
  expect(right.x).toBeGreaterThanOrEqual(box.x + box.width);

  // A link is reached from its operation with Tab, and removed with Delete.
  await operation(page, '1.0 Copy').focus();
  for (let count = 0; count < 20; count += 1) {
    await page.keyboard.press('Tab');
    if (await onSuccess.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(onSuccess).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(onSuccess).toBeHidden();
  await expect(operation(page, '1.0 Copy')).toBeFocused();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect((await client.state()).project.operations[copy]?.actions?.map((one) => one.condition)).toEqual(['fail']);
  await page.keyboard.press('Control+z');
  await expect(onSuccess).toBeVisible();

  // With the pointer: a click on the line selects it, and its menu removes it.
  const line = page.locator(`[data-link="${copy}.fail"] path`).nth(1);
  const wide = await boxOf(line);
  await page.mouse.click(wide.x + wide.width - 1, wide.y + wide.height / 2);
  await expect(onFail).toBeFocused();
  await onFail.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(onFail).toBeHidden();

  // What another workflow's operation stands for leads there.
  await elsewhere.click();
  await expect(operation(page, '2.0 Report')).toBeVisible();
  await expect(operation(page, '2.0 Report')).toBeFocused();
});

test('an operation that is chosen to run on success runs after the other one', async ({ page, client, storage }) => {
  await storage.put('inbox', 'chain.txt', Buffer.from('chain'));
  const at = { bucket: 'archive' };
  const first = await drawTransfer(
    client,
    storage,
    'First',
    { bucket: 'inbox', key: 'chain.txt' },
    { ...at, key: 'one.txt' },
  );
  const then = await drawTransfer(client, storage, 'Then', { ...at, key: 'one.txt' }, { ...at, key: 'two.txt' });

  await operation(page, '1.0 First').click({ button: 'right', position: { x: 300, y: 20 } });
  await page.getByRole('menuitem', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'On success run…' }).click();
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('then');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'On success: 1.0 First runs 1.1 Then' })).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  // The other way round it would go on for ever, and is not offered.
  await operation(page, '1.1 Then').click({ button: 'right', position: { x: 300, y: 20 } });
  await page.getByRole('menuitem', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'On fail run…' }).click();
  // By its name: the notification of the link before is a dialog, too, and stays for seconds.
  const dialog = page.getByRole('dialog', { name: 'On fail of Then, run…' });
  await expect(dialog.getByText('No operation matches.')).toBeVisible();
  await expect(dialog.getByText(/would run one another for ever/)).toBeVisible();
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await operation(page, '1.0 First')
    .getByRole('button', { name: /^Deploy and run/ })
    .click();
  await expect(operation(page, '1.0 First').getByText('Success', { exact: true })).toBeVisible();
  // The canvas keeps the state of runs that somebody asked for: what an action started is told of in the log.
  await expect.poll(async () => (await client.runs()).runs.map(({ state }) => state)).toEqual(['Success', 'Success']);
  expect(Buffer.from((await storage.get('archive', 'two.txt')) ?? []).toString()).toBe('chain');
  const { runs } = await client.runs();
  const parent = runs.find((run) => run.operationId === first);
  expect(runs.find((run) => run.operationId === then)?.parentRunId).toBe(parent?.id);
});
