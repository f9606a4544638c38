import type { Page } from '@playwright/test';
import { shortcutSheet } from '../client/commands/shortcut-sheet.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { drag, operation, step, zone } from './parts/gestures.ts';
import { focusInMenu } from './parts/keyboard.ts';

const BOTH = [{ bucket: 'inbox', key: 'a' }, { bucket: 'archive' }] as const;
const EMPTY = { position: { x: 320, y: 14 } };

const first = (page: Page) => operation(page, '1.0 First');
const second = (page: Page) => operation(page, '1.1 Second');
const get = (page: Page) => step(page, 'Get for First');
const put = (page: Page) => step(page, 'Put for First');
const says = (page: Page, text: RegExp) => expect(page.locator('[data-announcer]')).toHaveText(text);
const undo = (page: Page) => page.keyboard.press('Control+z');
const type = (page: Page) => page.getByRole('button', { name: /^List Objects/ }).first();
const endZone = (page: Page) => page.getByRole('button', { name: 'Drop zone: New operation after 1.1 Second' });

/** Begins placing an activity type with the keyboard; `keys` are pressed then. */
async function place(page: Page, ...keys: string[]): Promise<void> {
  await type(page).focus();
  await page.keyboard.press('Enter');
  await says(page, /^Placing List Objects/);
  for (const key of keys) await page.keyboard.press(key);
}

async function zoom(page: Page): Promise<string> {
  return page.getByTitle('Zoom to 100 %').innerText();
}

/** What each line of the sheet does, tried with all its keys. A line of the sheet that is not here fails the test. */
const TRIED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Doing: Undo': async (page) => {
    await put(page).click();
    await page.keyboard.press('Delete');
    await expect(put(page)).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect(put(page)).toBeVisible();
  },
  'Doing: Redo': async (page) => {
    for (const key of ['Control+Shift+z', 'Control+y']) {
      await page.keyboard.press(key);
      await expect(put(page)).toBeHidden();
      await undo(page);
      await expect(put(page)).toBeVisible();
    }
  },
  'Doing: Cut': async (page) => {
    await get(page).click();
    await page.keyboard.press('Control+x');
    await expect(get(page)).toBeHidden();
    await undo(page);
    await expect(get(page)).toBeVisible();
  },
  'Doing: Copy': async (page) => {
    await get(page).click();
    await page.keyboard.press('Control+c');
    await says(page, /^Copied Get for First/);
  },
  'Doing: Paste': async (page) => {
    await put(page).click();
    await page.keyboard.press('Control+v');
    await expect(step(page, 'Get for First - Copy')).toBeVisible();
    await undo(page);
    await expect(step(page, 'Get for First - Copy')).toBeHidden();
  },
  'Doing: Paste as reference': async (page) => {
    await put(page).click();
    await page.keyboard.press('Control+Shift+v');
    await expect(get(page)).toHaveCount(2);
    await undo(page);
    await expect(get(page)).toHaveCount(1);
  },
  'Doing: Remove': async (page) => {
    await get(page).click();
    await page.keyboard.press('Delete');
    await expect(get(page)).toBeHidden();
    await undo(page);
    await expect(get(page)).toBeVisible();
  },
  'Doing: Rename': async (page) => {
    await get(page).click();
    await page.keyboard.press('F2');
    await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
    await page.keyboard.press('Escape');
  },
  'Doing: View/Edit': async (page) => {
    await get(page).click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Discard Changes' }).click();
    await expect(get(page)).toBeVisible();
  },
  'Doing: Deploy and run': async (page) => {
    await first(page).click(EMPTY);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Deployed First, and running it')).toBeVisible();
    // What is announced of the run would else take the place of what is announced of the keys that follow.
    await expect(first(page).getByRole('button', { name: /^Last run: Success/ })).toBeVisible();
  },
  'Doing: Find on the canvas': async (page) => {
    await page.keyboard.press('Control+f');
    await expect(page.getByLabel('Find operations and steps')).toBeFocused();
    await page.keyboard.press('Escape');
  },
  'Doing: Move up': async (page) => {
    await second(page).click(EMPTY);
    await page.keyboard.press('Alt+ArrowUp');
    await expect(operation(page, '1.0 Second')).toBeVisible();
  },
  'Doing: Move down': async (page) => {
    await page.keyboard.press('Alt+ArrowDown');
    await expect(second(page)).toBeVisible();
  },
  'Doing: Move left': async (page) => {
    await put(page).click();
    await page.keyboard.press('Alt+ArrowLeft');
    await says(page, /^Put for First is step 1 of 2/);
  },
  'Doing: Move right': async (page) => {
    await page.keyboard.press('Alt+ArrowRight');
    await says(page, /^Put for First is step 2 of 2/);
  },
  'Doing: Move to…': async (page) => {
    await put(page).click();
    await page.keyboard.press('m');
    await says(page, /^Placing Put for First/);
    await page.keyboard.press('Escape');
  },
  'Moving about: Walk operations, steps and rows': async (page) => {
    await first(page).click(EMPTY);
    const walk = { ArrowRight: get(page), ArrowLeft: first(page), ArrowDown: second(page), ArrowUp: first(page) };
    for (const [key, item] of Object.entries(walk)) {
      await page.keyboard.press(key);
      await expect(item, key).toBeFocused();
    }
  },
  'Moving about: Go to the first or the last': async (page) => {
    await page.keyboard.press('End');
    await expect(second(page)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(first(page)).toBeFocused();
  },
  'Moving about: Add to the selection': async (page) => {
    await first(page).click(EMPTY);
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.locator('[data-operation][aria-current="true"]')).toHaveCount(2);
    await second(page).click(EMPTY);
    await page.keyboard.press('Shift+ArrowUp');
    await expect(page.locator('[data-operation][aria-current="true"]')).toHaveCount(2);
  },
  'Moving about: Select every operation': async (page) => {
    await get(page).click();
    await page.keyboard.press('Control+a');
    await expect(page.locator('[data-operation][aria-current="true"]')).toHaveCount(2);
  },
  'Moving about: Select nothing': async (page) => {
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-operation][aria-current="true"]')).toHaveCount(0);
  },
  'Moving about: Open the actions menu': async (page) => {
    await get(page).click();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Actions of Get for First' })).toBeVisible();
    await expect(focusInMenu(page)).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  },
  'Moving about: Go to the notifications': async (page) => {
    await put(page).click();
    await page.keyboard.press('Delete');
    await expect(page.locator('[data-toasts]').getByText('Removed Put for First').first()).toBeVisible();
    await page.keyboard.press('F6');
    await expect(page.locator('[data-toasts]:focus, [data-toasts] :focus')).toHaveCount(1);
    await undo(page);
    await expect(put(page)).toBeVisible();
    await put(page).click();
  },
  'Moving about: Find a command or a place': async (page) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Search commands and places' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
  },
  'Moving about: Show this sheet': async (page) => {
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet).toBeVisible();
    for (const { title, rows } of shortcutSheet())
      await expect(sheet.getByRole('region', { name: title }).getByRole('term')).toHaveText(
        rows.map((row) => row.title),
      );
    await expect(sheet.locator(':focus'), 'Escape is for the sheet').toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  },
  'Placing without a mouse: Begin, on an activity type of the palette': (page) => place(page, 'Escape'),
  'Placing without a mouse: Choose the drop zone': async (page) => {
    await place(page, 'Home', 'ArrowDown');
    await says(page, /left of Get for First/i);
    await page.keyboard.press('ArrowUp');
    await says(page, /before 1\.0 First/i);
    await page.keyboard.press('Escape');
  },
  'Placing without a mouse: Drop': async (page) => {
    await place(page, 'Enter');
    await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(step(page, 'List Objects')).toBeVisible();
    await undo(page);
    await expect(step(page, 'List Objects')).toBeHidden();
  },
  'Placing without a mouse: Drop a copy': async (page) => {
    await get(page).click();
    await page.keyboard.press('m');
    await says(page, /^Placing Get for First/);
    for (const key of ['End', 'Control+Enter']) await page.keyboard.press(key);
    await expect(step(page, 'Get for First - Copy')).toBeVisible();
    await undo(page);
    await expect(step(page, 'Get for First - Copy')).toBeHidden();
  },
  'Placing without a mouse: Cancel': async (page) => {
    await place(page, 'Escape');
    await expect(zone(page, /right of Put for First$/)).toHaveCount(0);
  },
  'Placing without a mouse: Select a drop zone, to paste there': async (page) => {
    await endZone(page).focus();
    await page.keyboard.press('Enter');
    await expect(endZone(page)).toHaveAttribute('aria-pressed', 'true');
  },
  'With the mouse: Add to the selection': async (page) => {
    await get(page).click();
    await put(page).click({ modifiers: ['Shift'] });
    await expect(page.locator('[data-step][aria-pressed="true"]')).toHaveCount(2);
    await put(page).click({ modifiers: ['Control'] });
    await expect(page.locator('[data-step][aria-pressed="true"]')).toHaveCount(1);
  },
  'With the mouse: Select by rectangle, on empty canvas': async (page) => {
    const [from, to] = [await get(page).boundingBox(), await put(page).boundingBox()];
    if (!from || !to) throw new Error('nothing is drawn');
    await page.mouse.move(from.x - 10, from.y - 6);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width + 8, to.y + to.height + 4, { steps: 6 });
    await page.mouse.up();
    await expect(page.locator('[data-step][aria-pressed="true"]')).toHaveCount(2);
  },
  'With the mouse: Move the view': async (page) => {
    for (let times = 0; times < 2; times += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
    const x = async () => Math.round((await first(page).boundingBox())?.x ?? 0);
    const canvas = await page.locator('[data-canvas]').boundingBox();
    if (!canvas) throw new Error('there is no canvas');
    const at = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height - 120 };
    await page.mouse.move(at.x, at.y);
    const before = await x();
    await page.mouse.wheel(80, 0);
    await expect.poll(x).not.toBe(before);
    // The space bar presses a button that has the focus: here it must be the canvas that has it.
    await first(page).focus();
    const scrolled = await x();
    await page.keyboard.down(' ');
    await page.mouse.down();
    await page.mouse.move(at.x + 40, at.y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up(' ');
    await expect.poll(x).not.toBe(scrolled);
    await page.getByTitle('Zoom to 100 %').click();
  },
  'With the mouse: Zoom': async (page) => {
    const before = await zoom(page);
    await first(page).hover(EMPTY);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 120);
    await page.keyboard.up('Control');
    await expect.poll(() => zoom(page)).not.toBe(before);
    await page.getByTitle('Zoom to 100 %').click();
  },
  'With the mouse: Drop a copy': async (page) => {
    await page.getByRole('button', { name: 'Fit the workflow in' }).click();
    await drag(page, get(page), async () => {
      await page.keyboard.down('Control');
      return zone(page, /right of Put for First$/);
    });
    await page.keyboard.up('Control');
    await expect(step(page, 'Get for First - Copy')).toBeVisible();
    await undo(page);
    await expect(step(page, 'Get for First - Copy')).toBeHidden();
  },
  'With the mouse: Open a step, an operation’s settings, edit a name': async (page) => {
    await get(page).dblclick();
    await page.getByRole('button', { name: 'Discard Changes' }).click();
    await first(page).dblclick(EMPTY);
    await expect(page.getByRole('heading', { name: 'First Settings' })).toBeVisible();
    await page.getByRole('button', { name: 'Discard Changes' }).click();
    await first(page).getByText('First', { exact: true }).dblclick();
    await expect(page.getByRole('textbox', { name: 'Operation name' })).toBeFocused();
    await page.keyboard.press('Escape');
  },
};

test('every key and gesture of the shortcuts sheet does what the sheet says', async ({ page, client, storage }) => {
  test.setTimeout(240_000);
  await storage.put('inbox', 'a', Buffer.from('keys'));
  await drawTransfer(client, storage, 'First', ...BOTH);
  await drawTransfer(client, storage, 'Second', ...BOTH);
  await expect(second(page)).toBeVisible();
  await page.getByRole('button', { name: 'Storage of First', exact: true }).click();
  const rows = shortcutSheet().flatMap(({ title, rows }) =>
    rows.map((row) => ({ name: `${title}: ${row.title}`, keys: row.keys })),
  );
  expect(Object.keys(TRIED).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  const pressed = new Set<string>();
  const press = page.keyboard.press.bind(page.keyboard);
  page.keyboard.press = (key, options) => {
    pressed.add(key.toLowerCase());
    return press(key, options);
  };
  for (const { name, keys } of rows)
    await test.step(name, async () => {
      pressed.clear();
      await TRIED[name]?.(page);
      if (name.startsWith('With the mouse')) return;
      const untried = keys.map((key) => key.replace('Mod', 'Control').toLowerCase()).filter((key) => !pressed.has(key));
      expect(untried, 'keys of the sheet that were not tried').toEqual([]);
    });
});
