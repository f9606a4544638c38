import type { Locator, Page } from '@playwright/test';
import { commandOf } from '../client/commands/commands.ts';
import { menus } from '../client/commands/menus.ts';
import { newId } from '../shared/project/id.ts';
import type { ProjectClient } from '../testing/product/api-client.ts';
import { copyActivity, EFFECTS } from './menus/effects.ts';
import { choose, closeMenu, itemsOfTable, openMenu, readMenu, waysOf } from './menus/reading.ts';
import { TARGETS, type Target, titleOf } from './menus/targets.ts';
import { drawWorld, THERE } from './menus/world.ts';
import { drawPassing } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

/** Items that are there only for a while, which have a test of their own. */
const TRIED_ELSEWHERE = ['operation cancel-run'];

/** Project documents that say the same are equal, whatever the order of their records. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}

/** Undoes until the project is what it was. */
async function takeBack(page: Page, client: ProjectClient, before: unknown): Promise<void> {
  const undo = page.getByRole('button', { name: 'Undo', exact: true }).first();
  for (let count = 0; count < 3; count += 1) {
    const now = JSON.stringify(inOrder((await client.state()).project));
    if (now === JSON.stringify(inOrder(before))) return;
    await undo.click();
  }
  expect(inOrder((await client.state()).project), 'undo brings everything back').toEqual(inOrder(before));
}

async function effectOf(page: Page, client: ProjectClient, target: Target, id: string, path: string[]): Promise<void> {
  const effect = EFFECTS[id];
  if (!effect) throw new Error(`e2e/menus/effects.ts does not say what ${id} does`);
  const before = (await client.state()).project;
  const at = { page, client, target, before };
  const main = page.getByRole('tablist', { name: 'Workflows' }).getByRole('tab', { name: THERE.workflow });
  if ((await main.getAttribute('aria-selected')) !== 'true') await main.click();
  await effect.before?.(at);
  await target.show?.(page);
  const [way = '⋯'] = waysOf(target);
  await choose(page, await openMenu(page, target, way), path);
  await effect.seen(at);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await takeBack(page, client, before);
}

test('the tests know an item for every kind and place of the menu table', () => {
  const known = new Set(TARGETS.map(({ kind, place }) => `${kind} ${place}`));
  const table = Object.entries(menus).flatMap(([kind, places]) =>
    Object.keys(places).map((place) => `${kind} ${place}`),
  );
  expect(table.filter((one) => !known.has(one))).toEqual([]);
  expect([...known].filter((one) => !table.includes(one))).toEqual([]);

  const tried = new Set(TARGETS.flatMap((target) => itemsOfTable(target).map(({ id }) => `${target.kind} ${id}`)));
  const all = TARGETS.flatMap((target) =>
    itemsOfTable({ ...target, absent: [] }).map(({ id }) => `${target.kind} ${id}`),
  );
  expect([...new Set(all)].filter((one) => !tried.has(one)).toSorted()).toEqual(TRIED_ELSEWHERE);
});

test('what can’t be done says why', async ({ page, client, storage }) => {
  const connectionId = await client.connect(THERE.connection, storage);
  await client.draw('Only', [{ connectionId, type: 'get-object', name: 'Get', settings: {} }]);
  const spare = { id: newId('act'), connectionId, type: 'get-object', name: 'Spare', settings: {}, configured: false };
  await client.edit('Add', { type: 'activity.create', activity: spare });
  await client.edit('Add', {
    type: 'workflow.add',
    workflow: { id: newId('wfl'), name: 'Empty', operationIds: [] },
    index: 1,
  });
  const only = operation(page, '1.0 Only');
  await expect(only).toBeVisible();
  const says = async (thing: Locator, path: readonly string[], why: string) => {
    await thing.click({ button: 'right', position: { x: 30, y: 12 } });
    if (path.length > 1) await page.getByRole('menuitem', { name: path[0] ?? '', exact: true }).click();
    const item = page.getByRole('menuitem', { name: path.at(-1) ?? '', exact: true }).last();
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toHaveAccessibleDescription(why);
    await expect(item.getByText(why), 'and for the eye').toBeVisible();
    await closeMenu(page);
  };
  const endZone = page.getByRole('button', { name: 'Drop zone: New operation after 1.0 Only' });
  await says(endZone, ['Paste'], 'Nothing was cut or copied yet.');
  await says(endZone, ['Paste as reference'], 'Nothing was cut or copied yet.');
  await says(only, ['Actions', 'On success run…'], 'There is no other operation in the project.');
  await says(page.getByRole('tab', { name: 'Empty' }), ['Deploy', 'Deploy'], 'There is no operation in the workflow.');
  const tab = page.getByRole('region', { name: 'Project pane' }).getByRole('tab', { name: 'Components' });
  await tab.click();
  const row = page.getByRole('treeitem', { name: 'Spare', exact: true });
  await says(row, ['Deploy', 'Deploy'], 'No operation uses it.');
  await page
    .getByRole('region', { name: 'Design canvas' })
    .getByRole('button', { name: /^Actions of/ })
    .first()
    .click();
  for (const [name, why] of [
    ['Undo', 'There is nothing to undo.'],
    ['Redo', 'There is nothing to do again.'],
  ] as const)
    await expect(page.getByRole('menuitem', { name, exact: true })).toHaveAccessibleDescription(why);
});

test('a run that is going is canceled from its operation’s menu', async ({ page, client, storage }) => {
  await storage.put('inbox', 'menu-slow.bin', Buffer.alloc(8 * 1024 * 1024, 7));
  // So slow that it does not end by itself, however long the menu takes.
  storage.store.faults.set([
    { match: { operation: 'GetObject', key: 'menu-slow.bin' }, effect: { kind: 'slowBody', milliseconds: 500 } },
  ]);
  await drawPassing(client, storage, 'Slow', { bucket: 'inbox', key: 'menu-slow.bin' }, { bucket: 'archive' });
  const slow = operation(page, '1.0 Slow');
  await slow.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(slow.getByText('Running')).toBeVisible();
  await slow.click({ button: 'right', position: { x: 320, y: 14 } });
  await page.getByRole('menuitem', { name: 'Cancel run', exact: true }).click();
  await expect(slow.getByText('Canceled')).toBeVisible();
  storage.store.faults.clear();
});

test('every menu has exactly the items of the table, however it is opened', async ({ page, client, storage }) => {
  test.setTimeout(240_000);
  await drawWorld(page, client, storage);
  await copyActivity(page, (await client.state()).project);
  for (const target of TARGETS) {
    await target.show?.(page);
    const paths = itemsOfTable(target).map(({ path }) => path);
    for (const [index, way] of waysOf(target).entries()) {
      const isDeep = index === 0;
      const items = await readMenu(page, await openMenu(page, target, way), isDeep);
      const expected = isDeep ? paths.map((path) => path.join(' ▸ ')) : [...new Set(paths.map(([first]) => first))];
      expect(items, `${titleOf(target)} by ${way}`).toEqual(expected);
      await closeMenu(page);
    }
  }
});

/** What these do depends on where they were chosen: they are tried at every place. */
const BY_PLACE: ReadonlySet<string> = new Set([
  'rename',
  'cut',
  'duplicate',
  'move-left',
  'move-up',
  'remove',
  'delete',
]);

for (const kind of new Set(TARGETS.map((target) => target.kind)))
  test(`each item of the menus of ${kind} does what it says`, async ({ page, client, storage }) => {
    test.setTimeout(240_000);
    await drawWorld(page, client, storage);
    const tried = new Set<string>();
    for (const target of TARGETS.filter((one) => one.kind === kind))
      for (const { id, path } of itemsOfTable(target)) {
        const what = BY_PLACE.has(id) ? `${id} ${target.place}` : id;
        if (tried.has(what)) continue;
        tried.add(what);
        await test.step(`${titleOf(target)}: ${commandOf(id).title}`, () => effectOf(page, client, target, id, path));
      }
  });
