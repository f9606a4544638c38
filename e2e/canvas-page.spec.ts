import { newId } from '../shared/project/id.ts';
import { expect, test } from './parts/fixtures.ts';
import { boxOf, drag, operation, step, zone } from './parts/gestures.ts';
import { says } from './parts/keyboard.ts';
import { drawSeen } from './parts/world.ts';

test('a double click opens a step, edits a name, and opens an operation’s settings, as Enter does', async ({
  page,
  client,
  storage,
  product,
}) => {
  await drawSeen({ page, client, storage, product });
  const seen = operation(page, '1.0 Seen');
  const settings = page.getByRole('heading', { name: 'Seen Settings' });
  await seen.dblclick({ position: { x: 500, y: 100 } });
  await expect(settings).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await expect(seen).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(settings).toBeVisible();
  await page.keyboard.press('Escape');
  await seen.getByText('Seen', { exact: true }).dblclick();
  await expect(page.getByRole('textbox', { name: 'Operation name' })).toBeFocused();
  await expect(settings, 'the name only').toBeHidden();
  await page.keyboard.press('Escape');
  await page.locator('.react-flow').getByText('Get for Seen', { exact: true }).dblclick();
  await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await step(page, 'Get for Seen').dblclick();
  await expect(page.getByRole('heading', { name: 'Request' })).toBeVisible();
});

test('the canvas scrolls while a rectangle is drawn along its edge, and all it covers is selected', async ({
  page,
  client,
  storage,
  product,
}) => {
  await drawSeen({ page, client, storage, product });
  const { project } = await client.state();
  const [workflowId] = project.workflows.map(({ id }) => id);
  const numbers = Array.from({ length: 12 }, (_, number) => number);
  await client.edit('Draw many', {
    type: 'batch',
    edits: numbers.flatMap((number) => {
      const operation = { id: newId('opn'), name: `Empty ${number}`, steps: [] };
      const place = { operationId: operation.id, workflowId: workflowId ?? '', index: number + 1 };
      return [
        { type: 'operation.create' as const, operation },
        { type: 'operation.place' as const, ...place },
      ];
    }),
  });
  const last = operation(page, '1.12 Empty 11');
  await expect(operation(page, '1.2 Empty 1')).toBeVisible();
  const canvas = await boxOf(page.locator('[data-canvas]'));
  await page.mouse.move(canvas.x + 8, canvas.y + 8);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 300, canvas.y + canvas.height - 4, { steps: 6 });
  await expect(last, 'it comes into view under the resting pointer').toBeInViewport();
  await expect(last).toHaveAttribute('aria-current', 'true');
  await page.mouse.up();
  await says(page, /1[0-3] items selected/);
});

test('drop zones show on hover beside steps and between operations, and can be selected there', async ({
  page,
  client,
  storage,
  product,
}) => {
  await drawSeen({ page, client, storage, product });
  const seen = await boxOf(operation(page, '1.0 Seen'));
  const put = await boxOf(step(page, 'Put for Seen'));
  await page.mouse.move(seen.x + 500, seen.y + 100);
  for (const [name, x, y] of [
    ['left of Get for Seen', seen.x + 20, put.y + 20],
    ['right of Get for Seen', put.x - 40, put.y + 20],
    ['right of Put for Seen', put.x + put.width + 30, put.y + 20],
    ['New operation before 1.0 Seen', seen.x + 300, seen.y - 8],
  ] as const) {
    const resting = page.getByRole('button', { name: new RegExp(`^Drop zone.*${name}$`) });
    await page.mouse.move(x, y, { steps: 3 });
    await expect(resting).not.toHaveCSS('opacity', '0');
    await page.mouse.click(x, y);
    await expect(resting).toHaveAttribute('aria-pressed', 'true');
  }
});

test('what is dragged says what it is, where it can’t be dropped, and where it went', async ({
  page,
  client,
  storage,
  product,
}) => {
  await drawSeen({ page, client, storage, product });
  const title = operation(page, '1.0 Seen').getByText('Seen', { exact: true });
  const search = page.getByRole('searchbox', { name: /^Search/ }).first();
  const type = page.getByRole('button', { name: /^Get Object/ }).first();
  const refusals = [
    [title, 'Dragging Seen', 'Can’t be dropped here: drop it between operations'],
    [step(page, 'Get for Seen'), 'Dragging Get for Seen', 'Can’t be dropped here: drop it in an operation'],
    [type, 'Dragging Get Object', 'Can’t be dropped here: drop it on the canvas'],
  ] as const;
  for (const [what, spoken, refusal] of refusals) {
    const from = await boxOf(what);
    const to = await boxOf(search);
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2 - 20, from.y + from.height / 2, { steps: 4 });
    await says(page, new RegExp(`^${spoken}`));
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 6 });
    await expect(page.getByText(refusal)).toBeVisible();
    await page.mouse.up();
    await says(page, /^Canceled\. Nothing was changed\./);
    await expect(page.getByText(refusal)).toBeHidden();
  }
  await drag(page, step(page, 'Get for Seen'), () => zone(page, /right of Put for Seen$/));
  await says(page, /^Move Get for Seen\. Operation 1\.0 Seen, right of/);
  await expect(step(page, 'Get for Seen')).toBeFocused();
});

test('the last run shows its state, its time on hover, and opens its log', async ({
  page,
  client,
  storage,
  product,
}) => {
  await drawSeen({ page, client, storage, product });
  await operation(page, '1.0 Seen').getByRole('button', { name: 'Deploy and run' }).click();
  const last = operation(page, '1.0 Seen').getByRole('button', { name: 'Last run: Error. View logs' });
  await expect(last).toHaveAttribute('title', new RegExp(`${new Date().getUTCFullYear()}-\\d\\d-\\d\\dT`));
  await says(page, /Seen: Error/);
  await last.click();
  await expect(page.getByRole('region', { name: 'Logs', exact: true })).toBeVisible();
  await expect(page.getByText(/no-such-key/).first()).toBeVisible();
});

test('what changes places glides there, and jumps when less motion is wanted', async ({
  page,
  client,
  storage,
  product,
}) => {
  await drawSeen({ page, client, storage, product });
  const transition = () =>
    page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-operation] button[aria-expanded]')?.click();
      const node = document.querySelector('.react-flow__node');
      return node ? getComputedStyle(node).transitionDuration.split(', ')[0] : null;
    });
  expect(await transition()).toBe('0s');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await transition()).toBe('0.14s');
  await expect(page.locator('[data-canvas]')).not.toHaveAttribute('data-settling');
});
