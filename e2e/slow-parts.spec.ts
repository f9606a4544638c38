import type { Page } from '@playwright/test';
import { expect, test } from './parts/fixtures.ts';
import { step } from './parts/gestures.ts';
import { holdFrames } from './parts/hold-frames.ts';
import { drawSeen } from './parts/world.ts';

/** What is loaded when it is first opened: the file of it, the key that opens it, and what then comes. */
const PARTS: readonly {
  name: string;
  file: string;
  key: string;
  comes: (page: Page) => ReturnType<Page['locator']>;
}[] = [
  {
    name: 'the sheet of keys',
    file: 'ShortcutsDialog',
    key: '?',
    comes: (page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' }),
  },
  {
    name: 'the frame of dialogs',
    file: 'DialogFrame',
    key: 'Control+k',
    comes: (page) => page.getByRole('dialog', { name: 'Command palette' }),
  },
  { name: 'a menu', file: 'MenuAtAnchor', key: 'Shift+F10', comes: (page) => page.getByRole('menu') },
];

for (const { name, file, key, comes } of PARTS)
  test(`keys pressed before ${name} has come do nothing to the page, and Escape gives it up`, async ({
    page,
    client,
    storage,
    product,
  }) => {
    let send = (): void => undefined;
    const sent = new Promise<void>((resolve) => {
      send = resolve;
    });
    let asked = 0;
    await page.route(`**/assets/${file}-*.js`, async (route) => {
      asked += 1;
      await sent;
      await route.continue();
    });
    await drawSeen({ page, client, storage, product });
    await page.reload();
    const get = step(page, 'Get for Seen');
    await get.click();
    await page.keyboard.press(key);
    await expect.poll(() => asked, { message: 'it is on its way' }).toBeGreaterThan(0);
    for (const pressed of ['Delete', 'ArrowLeft', 'Escape']) await page.keyboard.press(pressed);
    const arrived = page.waitForResponse((response) => response.url().includes(`/assets/${file}-`));
    send();
    await arrived;
    await expect(get).toBeFocused();
    await expect(page.locator('[data-step]')).toHaveCount(2);
    await expect(comes(page)).toHaveCount(0);

    await page.keyboard.press(key);
    await expect(comes(page)).toBeVisible();
    // It takes the focus a moment after it has come: Escape is for it only then.
    await expect(page.locator('#overlays :focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(comes(page)).toHaveCount(0);
    await expect(get).toBeFocused();
  });

for (const { name, key, comes } of PARTS)
  test(`keys pressed before ${name} has the focus do nothing to the page, and Escape closes it`, async ({
    page,
    client,
    storage,
    product,
  }) => {
    await drawSeen({ page, client, storage, product });
    const get = step(page, 'Get for Seen');
    await get.click();
    // Once, so that it need not be loaded.
    await page.keyboard.press(key);
    await expect(page.locator('#overlays :focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(comes(page)).toHaveCount(0);
    await expect(get).toBeFocused();

    const goOn = await holdFrames(page);
    await page.keyboard.press(key);
    await expect(comes(page)).toHaveCount(1);
    await expect(page.locator('#overlays :focus')).toHaveCount(0);
    for (const pressed of ['Delete', 'ArrowLeft', 'Escape']) await page.keyboard.press(pressed);
    await goOn();
    await expect(comes(page)).toHaveCount(0);
    await expect(get).toBeFocused();
    await expect(page.locator('[data-step]')).toHaveCount(2);
  });

test('a name that is entered leaves the focus beside it at once', async ({ page, client, storage, product }) => {
  await drawSeen({ page, client, storage, product });
  const get = step(page, 'Get for Seen');
  await get.click();
  await page.keyboard.press('F2');
  const name = page.getByRole('textbox', { name: /name/i });
  await expect(name).toBeFocused();
  await name.fill('Fetch');
  const goOn = await holdFrames(page);
  await page.keyboard.press('Enter');
  await expect(step(page, 'Fetch')).toBeFocused();
  await goOn();
  await expect(step(page, 'Fetch')).toBeFocused();
});
