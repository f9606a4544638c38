import type { Page } from '@playwright/test';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';

const pane = (page: Page) => page.getByRole('region', { name: 'Project pane' });
const palette = (page: Page) => page.getByRole('region', { name: 'Palette' });
const toggle = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function widthOf(page: Page): Promise<number> {
  return Math.round((await pane(page).boundingBox())?.width ?? 0);
}

/** A width is remembered once it rests: before that, a page that is left forgets it. */
async function remembered(page: Page, width: number): Promise<void> {
  const stored = () => page.evaluate(() => localStorage.getItem('sluice:frame') ?? '');
  const sizes = [width - 1, width, width + 1].join('|');
  await expect.poll(stored).toMatch(new RegExp(`"project":\\{"open":true,"size":(${sizes})\\}`));
}

/** The project pane is as wide as it was left; what it shows while the page is still being laid out does not count. */
async function expectWidth(page: Page, width: number): Promise<void> {
  await expect.poll(async () => Math.abs((await widthOf(page)) - width)).toBeLessThanOrEqual(1);
}

/** Another project, opened in the same browser. */
async function openAnother(page: Page): Promise<void> {
  const reply = await page.request.post(new URL('/api/projects', page.url()).href, { data: { name: 'Another' } });
  const { id } = (await reply.json()) as { id: string };
  await page.goto(new URL(`/projects/${id}`, page.url()).href);
  await expect(page.getByRole('button', { name: 'Another' })).toBeVisible();
}

test('panes are resized and closed with the keyboard, and remembered per project; a new one starts as the last was left', async ({
  page,
  projectId,
}) => {
  const first = page.url();
  await expect(pane(page)).toBeVisible();
  const before = await widthOf(page);
  const line = page.getByRole('separator', { name: 'Resize the project pane' });
  await line.focus();
  for (let press = 0; press < 2; press += 1) {
    const narrower = await widthOf(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => widthOf(page)).toBeGreaterThan(narrower);
  }
  const wide = await widthOf(page);
  expect(wide).toBeGreaterThan(before + 20);
  await remembered(page, wide);
  await toggle(page, 'Palette').focus();
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await page.getByRole('tab', { name: 'Components' }).click();

  await page.reload();
  await expect(pane(page)).toBeVisible();
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole('tab', { name: 'Components' })).toHaveAttribute('aria-selected', 'true');
  await expectWidth(page, wide);

  await openAnother(page);
  await expect(palette(page), 'as the project before').toBeHidden();
  await expectWidth(page, wide);
  await expect(page.getByRole('tab', { name: 'Workflows' })).toHaveAttribute('aria-selected', 'true');
  await toggle(page, 'Palette').click();
  await toggle(page, 'Project pane').click();
  await expect(pane(page)).toBeHidden();

  await page.goto(first);
  await expect(pane(page)).toBeVisible();
  await expect(palette(page), `${projectId} is as it was left`).toBeHidden();
  await expectWidth(page, wide);
});

test('a tree comes back as it was left: what is open, the search, the filter', async ({ page, client, storage }) => {
  await drawTransfer(client, storage, 'Nightly', { bucket: 'inbox', key: 'a' }, { bucket: 'archive' });
  const row = (name: string | RegExp) => page.getByRole('treeitem', { name, exact: typeof name === 'string' });
  const close = (name: RegExp) =>
    row(name)
      .focus()
      .then(() => page.keyboard.press('ArrowLeft'));
  await page.getByRole('treeitem', { name: '1.0 Nightly' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(row('Get for Nightly')).toBeVisible();

  await page.getByRole('tab', { name: 'Components' }).click();
  await close(/^Operations/);
  await expect(row('Nightly')).toBeHidden();
  await page.getByRole('group', { name: 'Filter' }).getByText('Undeployed').click();
  await page.getByLabel('Search components').fill('get');
  await page.getByRole('tab', { name: 'Workflows' }).click();
  await expect(row('Get for Nightly')).toBeVisible();
  await page.getByRole('tab', { name: 'Components' }).click();
  await expect(page.getByLabel('Search components')).toHaveValue('get');
  await expect(page.getByRole('radio', { name: 'Undeployed' })).toBeChecked();
  await expect(row('Get for Nightly')).toBeVisible();
  await expect(row('Put for Nightly')).toBeHidden();
  await close(/^Amazon S3/);
  await expect(row('Get for Nightly'), 'what was found can be closed, too').toBeHidden();

  await page.reload();
  await expect(row(/^Operations/)).toHaveAttribute('aria-expanded', 'false');
  await expect(row('Get for Nightly')).toBeVisible();
  await page.getByRole('tab', { name: 'Workflows' }).click();
  await expect(row('Get for Nightly')).toBeVisible();
});

test('nothing jumps while a project opens', async ({ page, client, storage }) => {
  for (const name of ['One', 'Two', 'Three'])
    await drawTransfer(client, storage, name, { bucket: 'inbox', key: name }, { bucket: 'archive' });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && typeof entry.value === 'number' && 'hadRecentInput' in entry && !entry.hadRecentInput)
          shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const tab of ['Workflows', 'Components']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.reload();
    await expect(page.getByRole('treeitem', { name: /Three/ }).first()).toBeVisible();
    await expect(page.locator('[data-operation]')).toHaveCount(3);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const sum = await page.evaluate(() =>
      'shifts' in window && Array.isArray(window.shifts)
        ? window.shifts.reduce((all, one) => all + one, 0)
        : Number.NaN,
    );
    expect(sum).toBeLessThan(0.02);
  }
});
