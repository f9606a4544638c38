import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { step } from './parts/gestures.ts';
import { focusInMenu } from './parts/keyboard.ts';

const BOTH = [{ bucket: 'inbox', key: 'a' }, { bucket: 'archive' }] as const;

test('keys go on working with the focus in a notification; Escape closes it, and the focus is never lost', async ({
  page,
  client,
  storage,
}) => {
  await drawTransfer(client, storage, 'First', ...BOTH);
  const get = step(page, 'Get for First');
  const put = step(page, 'Put for First');
  const toasts = page.getByRole('region', { name: 'Notifications' });
  const removed = toasts.getByText('Removed Get for First').first();
  const remove = async () => {
    await get.click();
    await page.keyboard.press('Delete');
    await expect(removed).toBeVisible();
    await expect(put).toBeFocused();
    await page.keyboard.press('F6');
    await expect(put).not.toBeFocused();
  };

  await test.step('Ctrl+Z undoes', async () => {
    await remove();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+z');
    await expect(get).toBeVisible();
  });

  await test.step('Escape closes it, and gives the focus back', async () => {
    await remove();
    await page.keyboard.press('Tab');
    // None of those before goes by itself any more while these are counted: the focus keeps them, but one may have been going.
    await expect(toasts.locator('[data-ending-style]')).toHaveCount(0);
    while ((await toasts.getByRole('dialog').count()) > 0) {
      const count = await toasts.getByRole('dialog').count();
      await page.keyboard.press('Escape');
      await expect(toasts.getByRole('dialog')).toHaveCount(count - 1);
    }
    await expect(get, 'nothing else took the key').toBeHidden();
    await expect(put).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect(get).toBeVisible();
  });

  await test.step('its Undo, pressed with Enter, leaves the focus in the designer', async () => {
    await remove();
    const undo = toasts.getByRole('button', { name: 'Undo' }).first();
    for (let count = 0; count < 6; count += 1) {
      if (await undo.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect(get).toBeVisible();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  });
});

test('a notification never covers a menu', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'First', ...BOTH);
  // So low that the menus of the project pane reach to where notifications are.
  await page.setViewportSize({ width: 1440, height: 560 });
  await page.getByRole('tab', { name: 'Components' }).click();
  const openMenu = async () => {
    const row = page.getByRole('treeitem', { name: 'Storage of First' });
    await row.click({ button: 'right', position: { x: 60, y: 14 } });
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await expect(focusInMenu(page)).toHaveCount(1);
  };
  // Once before: a notification does not stay for as long as what a menu is made of may take to come.
  await openMenu();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await step(page, 'Get for First').click();
  await page.keyboard.press('Delete');
  const toast = page.getByRole('region', { name: 'Notifications' }).getByText('Removed Get for First').first();
  await expect(toast).toBeVisible();
  await openMenu();
  const places = () => {
    const box = (element: Element) => element.getBoundingClientRect();
    const message = document.querySelector('[data-toasts] > *');
    const menu = document.querySelector('[role="menu"]');
    if (!message || !menu) return null;
    const x = (Math.max(box(message).left, box(menu).left) + Math.min(box(message).right, box(menu).right)) / 2;
    const y = (Math.max(box(message).top, box(menu).top) + Math.min(box(message).bottom, box(menu).bottom)) / 2;
    const inside = (element: Element) =>
      x > box(element).left && x < box(element).right && y > box(element).top && y < box(element).bottom;
    return { overlap: inside(message) && inside(menu), menuIsAbove: menu.contains(document.elementFromPoint(x, y)) };
  };
  // Both take their place a moment after they have come.
  await expect.poll(() => page.evaluate(places)).toEqual({ overlap: true, menuIsAbove: true });
});
