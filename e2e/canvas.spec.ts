import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { newId } from '../shared/project/id.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { boxOf, drag, operation, step, zone } from './parts/gestures.ts';

/** Draws many operations of one step each in one edit, `Batch 0`, `Batch 1`, …, after the first one; the page shows them then. */
async function drawMany(page: Page, client: ProjectClient, count: number): Promise<void> {
  const { project } = await client.state();
  const [workflow] = project.workflows;
  const [activity] = Object.values(project.activities);
  if (!workflow || !activity) throw new Error('there is nothing to draw from');
  const numbers = Array.from({ length: count }, (_, number) => number);
  await client.edit('Draw many', {
    type: 'batch',
    edits: numbers.flatMap((number) => {
      const operationId = newId('opn');
      const only = { id: newId('stp'), kind: 'activity' as const, componentId: activity.id };
      const index = workflow.operationIds.length + number;
      return [
        { type: 'operation.create' as const, operation: { id: operationId, name: `Batch ${number}`, steps: [only] } },
        { type: 'operation.place' as const, operationId, workflowId: workflow.id, index },
      ];
    }),
  });
  await expect(operation(page, '1.1 Batch 0')).toBeVisible();
}

/** Draws a rectangle with the mouse. */
async function rectangle(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await expect(page.locator('[data-marquee]')).toBeVisible();
  await page.mouse.up();
  await expect(page.locator('[data-marquee]')).toHaveCount(0);
}

/** Deploy ▸ Deploy of the open menu. */
async function chooseDeploy(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: 'Deploy', exact: true }).click();
  const menu = page.getByRole('menu', { name: 'Deploy', exact: true });
  await menu.getByRole('menuitem', { name: 'Deploy', exact: true }).click();
}

const selected = (page: Page) =>
  page.locator('[data-operation][aria-current="true"], [data-step][aria-pressed="true"]');

test('several are selected with keys, by rectangle and all at once, and removed by one edit', async ({
  page,
  client,
  storage,
}) => {
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    await drawTransfer(client, storage, name, { bucket: 'inbox', key: name }, { bucket: 'archive' });
  await expect(operation(page, '1.2 Gamma')).toBeVisible();

  await step(page, 'Get for Alpha').click();
  await step(page, 'Put for Alpha').click({ modifiers: ['Shift'] });
  await step(page, 'Get for Beta').click({ modifiers: ['Control'] });
  await expect(selected(page)).toHaveCount(3);
  await step(page, 'Get for Beta').click({ modifiers: ['Control'] });
  await expect(selected(page)).toHaveCount(2);

  // From the margin across two operations, then two steps of one; Escape takes a rectangle back.
  const alpha = await boxOf(operation(page, '1.0 Alpha'));
  const beta = await boxOf(operation(page, '1.1 Beta'));
  await rectangle(page, { x: alpha.x - 10, y: alpha.y - 10 }, { x: beta.x + 400, y: beta.y + beta.height + 5 });
  await expect(selected(page)).toHaveCount(2);
  await expect(operation(page, '1.0 Alpha')).toHaveAttribute('aria-current', 'true');
  await expect(operation(page, '1.1 Beta')).toHaveAttribute('aria-current', 'true');
  const get = await boxOf(step(page, 'Get for Beta'));
  const put = await boxOf(step(page, 'Put for Beta'));
  await rectangle(page, { x: get.x - 15, y: get.y + 10 }, { x: put.x + 20, y: put.y + 40 });
  await expect(selected(page)).toHaveCount(2);
  await expect(step(page, 'Put for Beta')).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(get.x - 15, get.y + 10);
  await page.mouse.down();
  await page.mouse.move(get.x + 20, get.y + 40, { steps: 4 });
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(selected(page)).toHaveCount(2);

  await page.keyboard.press('Delete');
  await expect(step(page, 'Get for Beta')).toBeHidden();
  await expect(step(page, 'Put for Beta')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(step(page, 'Get for Beta')).toBeVisible();
  await expect(step(page, 'Put for Beta')).toBeVisible();

  await operation(page, '1.0 Alpha').click({ position: { x: 500, y: 130 } });
  await page.keyboard.press('Control+a');
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.press('Delete');
  await expect(page.locator('[data-operation]')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-operation]')).toHaveCount(3);
});

test('what is selected moves together, steps and operations, and is one edit', async ({ page, client, storage }) => {
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    await drawTransfer(client, storage, name, { bucket: 'inbox', key: name }, { bucket: 'archive' });
  await expect(step(page, 'Put for Gamma')).toBeVisible();
  await step(page, 'Put for Alpha').click();
  await step(page, 'Get for Beta').click({ modifiers: ['Shift'] });
  await drag(page, step(page, 'Put for Alpha'), () => zone(page, /right of Put for Gamma$/));
  await expect(selected(page)).toHaveCount(2);
  const stepsOf = async (index: number) => {
    const { project } = await client.state();
    const steps = project.operations[project.workflows[0]?.operationIds[index] ?? '']?.steps ?? [];
    return steps.map((one) => project.activities[one.componentId]?.name);
  };
  await expect.poll(() => stepsOf(2)).toEqual(['Get for Gamma', 'Put for Gamma', 'Put for Alpha', 'Get for Beta']);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => stepsOf(0)).toEqual(['Get for Alpha', 'Put for Alpha']);
  await expect.poll(() => stepsOf(1)).toEqual(['Get for Beta', 'Put for Beta']);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await operation(page, '1.0 Alpha').click({ position: { x: 500, y: 130 } });
  await operation(page, '1.1 Beta').click({ position: { x: 500, y: 130 }, modifiers: ['Shift'] });
  await drag(page, operation(page, '1.1 Beta').getByText('Beta', { exact: true }), () =>
    zone(page, /^Drop zone: New operation after 1.2 Gamma/),
  );
  await expect(operation(page, '1.0 Gamma')).toBeVisible();
  await expect(operation(page, '1.1 Alpha')).toBeVisible();
  await expect(operation(page, '1.2 Beta')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(operation(page, '1.0 Alpha')).toBeVisible();
});

test('the view moves with the wheel, the middle button, and a drag with the space bar', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await drawMany(page, client, 30);
  const first = operation(page, '1.0 First');
  await expect(first).toBeVisible();
  const start = await boxOf(first);
  // Over the tools of an operation: they have no say in it.
  const at = { x: start.x + 500, y: start.y + 300 };
  const pull = async (button: 'left' | 'middle') => {
    const before = (await boxOf(first)).y;
    await page.mouse.move(at.x, at.y);
    await page.mouse.down({ button });
    await page.mouse.move(at.x, at.y - 60, { steps: 5 });
    await page.mouse.up({ button });
    await expect.poll(async () => (await boxOf(first)).y).toBeLessThan(before - 40);
  };
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, 20);
  await expect.poll(async () => (await boxOf(first)).y).toBeLessThan(start.y);
  await pull('middle');
  await page.keyboard.down('Space');
  await pull('left');
  await page.keyboard.up('Space');
  await expect(selected(page)).toHaveCount(0);
});

test('the minimap is there for a large workflow, moves the view, and can be put away for good', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const map = page.locator('[data-minimap]');
  await expect(operation(page, '1.0 First')).toBeVisible();
  await expect(map).toHaveCount(0);
  await drawMany(page, client, 200);
  await expect(map).toBeVisible();
  await expect(page.getByRole('img', { name: 'Minimap of 201 operations' })).toBeVisible();
  const box = await boxOf(map);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 2);
  await expect(operation(page, '1.200 Batch 199')).toBeInViewport();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y, { steps: 10 });
  await page.mouse.up();
  await expect(operation(page, '1.0 First')).toBeInViewport();
  await expect(selected(page)).toHaveCount(0);

  await page.getByRole('button', { name: 'Minimap' }).click();
  await expect(map).toHaveCount(0);
  await page.reload();
  await expect(operation(page, '1.0 First')).toBeVisible();
  await expect(map).toHaveCount(0);
  await page.getByRole('button', { name: 'Minimap' }).click();
  await expect(map).toBeVisible();
});

test('the search walks the matches, wherever they are, and says how many there are', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await drawMany(page, client, 120);
  await expect(operation(page, '1.0 First')).toBeVisible();
  await page.keyboard.press('Control+f');
  const search = page.getByRole('search', { name: 'Find on the canvas' });
  await expect(search.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('batch 11');
  await expect(search.getByText('1 of 11')).toBeVisible();
  await expect(operation(page, '1.12 Batch 11')).toBeInViewport();
  await expect(operation(page, '1.12 Batch 11')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Enter');
  await expect(search.getByText('2 of 11')).toBeVisible();
  await expect(operation(page, '1.111 Batch 110')).toBeInViewport();
  await expect(page.getByText('Batch 110, 2 of 11')).toBeAttached();
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(search.getByText('11 of 11')).toBeVisible();
  await expect(operation(page, '1.120 Batch 119')).toBeInViewport();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('put for');
  await expect(search.getByText('1 of 1', { exact: true })).toBeVisible();
  await expect(step(page, 'Put for First')).toBeInViewport();
  await page.keyboard.type(' nobody');
  await expect(search.getByText('No match')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
  await expect(step(page, 'Put for First')).toBeFocused();
});

test('the canvas menu undoes, redoes, deploys the whole workflow and exports the project', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'Alpha', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  await drawTransfer(client, storage, 'Beta', { bucket: 'inbox', key: 'b' }, { bucket: 'archive' });
  await expect(operation(page, '1.1 Beta')).toBeVisible();
  const header = page
    .getByRole('region', { name: 'Design canvas' })
    .getByRole('button', { name: 'Actions of New Workflow' });
  const choose = async (...path: string[]) => {
    await header.click();
    for (const name of path) await page.getByRole('menuitem', { name }).click();
  };

  await step(page, 'Put for Beta').click();
  await page.keyboard.press('Delete');
  await choose('Undo');
  await expect(step(page, 'Put for Beta')).toBeVisible();
  await choose('Redo');
  await expect(step(page, 'Put for Beta')).toBeHidden();
  await choose('Undo');

  await expect(page.getByText('Not deployed yet')).toBeVisible();
  await header.click();
  await chooseDeploy(page);
  await expect(page.getByText('Deployed 2 operations')).toBeVisible();
  await expect(page.getByText(/^Last deployed/)).toBeVisible();
  await expect(page.getByText('Undeployed', { exact: true })).toHaveCount(0);
  const { deployed } = await client.state();
  expect(new Set(deployed.map((one) => one.deploymentId)).size).toBe(1);

  await header.click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const { project } = await client.state();
  expect(JSON.parse(text)).toMatchObject({ format: 'sluice-project', project: { operations: project.operations } });
  expect(text).not.toContain('"secret"');
  expect(text).not.toContain(storage.secretAccessKey);

  // What is in the way of a whole workflow is listed for all its operations.
  await client.draw('Broken', []);
  await expect(operation(page, '1.2 Broken')).toBeVisible();
  await page.getByRole('tab', { name: 'New Workflow' }).click({ button: 'right' });
  await chooseDeploy(page);
  const dialog = page.getByRole('dialog', { name: 'New Workflow can’t be deployed yet' });
  await expect(dialog).toBeVisible();
  await dialog
    .getByRole('button', { name: /"Broken" has no step/ })
    .first()
    .click();
  await expect(operation(page, '1.2 Broken')).toBeFocused();
});
