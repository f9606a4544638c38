import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { drag, operation, step, zone } from './parts/gestures.ts';
import { allSaved, choose, FROM, restingZone, row, stepsOf, TO } from './parts/reuse.ts';

test('an activity type copied in the palette is pasted on a drop zone as a new activity', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await expect(operation(page, '1.0 First')).toBeVisible();
  await page.getByRole('button', { name: 'Storage of First', exact: true }).click();
  await page
    .getByRole('button', { name: /^List Objects/ })
    .first()
    .click({ button: 'right' });
  await choose(page, 'Copy');
  await restingZone(page, 'Drop zone: New operation after 1.0 First').click();
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
  await page.keyboard.type('Look around');
  await page.keyboard.press('Enter');
  await expect(step(page, 'Look around')).toBeVisible();
  await expect(operation(page, '1.1 New Operation')).toBeVisible();

  // The same with the keys alone: the zone is reached with Tab and selected with Enter.
  await page
    .getByRole('button', { name: /^List Objects/ })
    .first()
    .focus();
  await page.keyboard.press('Control+c');
  const end = restingZone(page, 'Drop zone: New operation after 1.1 New Operation');
  await end.focus();
  await page.keyboard.press('Enter');
  await expect(end).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(operation(page, '1.2 New Operation (1)')).toBeVisible();
});

test('a row of the Components tab dragged to a drop zone is one more reference', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await page.getByRole('tab', { name: 'Components' }).click();
  await drag(page, row(page, 'Components', /^Get for First/), () => zone(page, /right of Put for First$/));
  await expect(step(page, 'Get for First')).toHaveCount(2);
  await allSaved(page);
  const steps = await stepsOf(client, 'First');
  expect(steps.map(({ componentId }) => componentId)).toEqual([
    steps[0]?.componentId,
    steps[1]?.componentId,
    steps[0]?.componentId,
  ]);
});

test('a copied step is pasted as a duplicate, again as another one, and as a reference', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await step(page, 'Get for First').click();
  await page.keyboard.press('Control+c');
  const right = restingZone(page, /right of Put for First$/);
  await right.click();
  await page.keyboard.press('Control+v');
  await expect(step(page, 'Get for First - Copy')).toBeVisible();
  await right.click({ button: 'right' });
  await choose(page, 'Paste');
  await expect(step(page, 'Get for First - Copy (1)')).toBeVisible();
  await right.click({ button: 'right' });
  await choose(page, 'Paste as reference');
  await expect(step(page, 'Get for First')).toHaveCount(2);
  await allSaved(page);
  const steps = await stepsOf(client, 'First');
  expect(steps.map(({ name }) => name)).toEqual([
    'Get for First',
    'Put for First',
    'Get for First',
    'Get for First - Copy (1)',
    'Get for First - Copy',
  ]);
  expect(steps[2]?.componentId).toBe(steps[0]?.componentId);
  expect(new Set(steps.map(({ componentId }) => componentId)).size).toBe(4);

  await page.keyboard.press('Control+z');
  await expect(step(page, 'Get for First')).toHaveCount(1);
});

test('an activity copied in the Components tab is pasted on its category: unreferenced, its name in edit mode', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await page.getByRole('tab', { name: 'Components' }).click();
  await row(page, 'Components', /^Get for First/).click({ button: 'right' });
  await choose(page, 'Copy');
  await row(page, 'Components', /^Endpoints/).click({ button: 'right' });
  await choose(page, 'Paste');
  await expect(page.getByRole('textbox', { name: 'Name of Get for First - Copy' })).toBeFocused();
  await page.keyboard.type('Spare');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Components', /^Spare/)).toBeVisible();
  expect(await stepsOf(client, 'First')).toHaveLength(2);
});

test('a component copied in the Components tab is pasted on a drop zone as a duplicate, or as a reference', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await page.getByRole('tab', { name: 'Components' }).click();
  await row(page, 'Components', /^Get for First/).click({ button: 'right' });
  await choose(page, 'Copy');
  await operation(page, '1.0 First').click({ position: { x: 300, y: 12 } });
  const right = restingZone(page, /right of Put for First$/);
  await right.click();
  await page.keyboard.press('Control+v');
  await expect(step(page, 'Get for First - Copy')).toBeVisible();
  await right.click({ button: 'right' });
  await choose(page, 'Paste as reference');
  await expect(step(page, 'Get for First')).toHaveCount(2);
  const steps = await stepsOf(client, 'First');
  expect(steps.map(({ name }) => name)).toEqual([
    'Get for First',
    'Put for First',
    'Get for First',
    'Get for First - Copy',
  ]);
  expect(steps[2]?.componentId).toBe(steps[0]?.componentId);
});

test('an operation pasted on its category stands in no workflow, its name in edit mode', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await operation(page, '1.0 First').click({ position: { x: 300, y: 12 } });
  await page.keyboard.press('Control+c');
  await page.getByRole('tab', { name: 'Components' }).click();
  await row(page, 'Components', /^Operations/).click({ button: 'right' });
  await choose(page, 'Paste');
  await expect(page.getByRole('textbox', { name: 'Name of First - Copy' })).toBeFocused();
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Components', /^Second/)).toBeVisible();
  const { workflows, operations } = (await client.state()).project;
  expect(workflows.flatMap(({ operationIds }) => operationIds)).toHaveLength(1);
  expect(Object.values(operations).map(({ name }) => name)).toEqual(['First', 'Second']);
});

test('a step that is cut on the canvas moves to where it is pasted', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await drawTransfer(client, storage, 'Second', FROM, TO);
  const [before] = await stepsOf(client, 'First');
  await step(page, 'Get for First').click();
  await page.keyboard.press('Control+x');
  await expect(step(page, 'Get for First')).toBeHidden();
  await operation(page, '1.1 Second').click({ position: { x: 300, y: 12 } });
  await restingZone(page, /left of Get for Second$/).click();
  await page.keyboard.press('Control+v');
  await expect(step(page, 'Get for First')).toBeVisible();
  await allSaved(page);
  expect((await stepsOf(client, 'First')).map(({ name }) => name)).toEqual(['Put for First']);
  expect((await stepsOf(client, 'Second'))[0]).toEqual(before);
});

test('an operation that is cut in the Workflows tab stands where it is pasted', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await drawTransfer(client, storage, 'Second', FROM, TO);
  await row(page, 'Workflows', '1.0 First').click({ button: 'right' });
  await choose(page, 'Cut');
  await expect(operation(page, '1.0 Second')).toBeVisible();
  await restingZone(page, 'Drop zone: New operation after 1.0 Second').click({ button: 'right' });
  await choose(page, 'Paste');
  await expect(operation(page, '1.1 First')).toBeVisible();
  await allSaved(page);
  expect(Object.keys((await client.state()).project.operations)).toHaveLength(2);
});

test('cut in the Components tab deletes to the clipboard, and is refused while something depends on it', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await page.getByRole('tab', { name: 'Components' }).click();
  await row(page, 'Components', /^Put for First/).click({ button: 'right' });
  await choose(page, 'Cut');
  const refusal = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await expect(refusal).toContainText('First');
  await expect(refusal.locator(':focus'), 'Escape is for the dialog').toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(refusal).toBeHidden();

  await step(page, 'Put for First').click();
  await page.keyboard.press('Delete');
  await expect(step(page, 'Put for First')).toBeHidden();
  await row(page, 'Components', /^Put for First/).click({ button: 'right' });
  await choose(page, 'Cut');
  await expect(row(page, 'Components', /^Put for First/)).toBeHidden();
  await step(page, 'Get for First').click();
  await page.keyboard.press('Control+v');
  await expect(step(page, 'Put for First')).toBeVisible();
  await allSaved(page);
  expect((await stepsOf(client, 'First')).map(({ name }) => name)).toEqual(['Get for First', 'Put for First']);
});

test('an operation is duplicated with step references and with step copies', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  for (const way of ['With step references', 'With step copies']) {
    await page.getByRole('button', { name: 'Actions of First', exact: true }).last().click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).hover();
    await choose(page, way);
  }
  await expect(operation(page, '1.1 First - Copy (1)')).toBeVisible();
  await allSaved(page);
  const original = await stepsOf(client, 'First');
  expect(await stepsOf(client, 'First - Copy')).toEqual(original);
  expect((await stepsOf(client, 'First - Copy (1)')).map(({ name }) => name)).toEqual([
    'Get for First - Copy',
    'Put for First - Copy',
  ]);
});

test('an activity and a connection are duplicated with everything they hold', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  await page.getByRole('tab', { name: 'Components' }).click();
  for (const name of ['Get for First', 'Storage of First']) {
    await row(page, 'Components', new RegExp(`^${name}$`)).click({ button: 'right' });
    await choose(page, 'Duplicate');
    await expect(page.getByRole('textbox', { name: `Name of ${name} - Copy` })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(row(page, 'Components', `${name} - Copy`)).toBeVisible();
  }
  await allSaved(page);
  const { connections } = (await client.state()).project;
  const [first, second] = Object.values(connections);
  expect(second?.settings).toEqual(first?.settings);
});

test('a step dropped with Ctrl is copied', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', FROM, TO);
  const from = await step(page, 'Get for First').boundingBox();
  if (!from) throw new Error('no step');
  await page.mouse.move(from.x + 40, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 60, { steps: 4 });
  const to = await zone(page, /right of Put for First$/).boundingBox();
  if (!to) throw new Error('no zone');
  await page.keyboard.down('Control');
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(step(page, 'Get for First - Copy')).toBeVisible();
  await expect(step(page, 'Get for First')).toBeVisible();
  expect(await stepsOf(client, 'First')).toHaveLength(3);
});
