import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type Product, startProduct } from '../testing/product/start-product.ts';
import { operation, step } from './parts/gestures.ts';
import { choose } from './parts/world.ts';

/** A product of its own, as it is after the very first start. */
const test = base.extend<object, { fresh: Product }>({
  fresh: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const steady = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...steady] });
  },
});

/** Compares the page, or a `part` of it, with its pictures in `e2e/looks/`, light and dark. `live` is what no two runs have the same. */
async function looks(page: Page, name: string, live: readonly Locator[] = [], part?: Locator): Promise<void> {
  await page.mouse.move(2, 2);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const help = `${name}, ${colorScheme}, looks otherwise than before. Look at the difference in test-results/. Meant so? Renew the pictures as CONTRIBUTING.md says.`;
    await expect.soft(part ?? page, help).toHaveScreenshot(`${name}-${colorScheme}.png`, {
      mask: [...live],
      maskColor: '#8a94a3',
      maxDiffPixelRatio: 0.01,
      stylePath: join(import.meta.dirname, 'looks.css'),
    });
  }
}

test('the main screens look as they did', async ({ page, fresh }) => {
  const copy = operation(page, '1.0 Copy invoice');

  await page.goto(new URL('/projects', fresh.url).href);
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible();
  await looks(page, 'projects', [page.getByText(/^Changed/)]);

  await page.getByText('Sample: invoices').click();
  await expect(copy).toBeVisible();
  await expect(page.getByText('1 agent online')).toBeVisible();
  await looks(page, 'designer');

  await step(page, 'Get invoice').dblclick();
  await expect(page.getByRole('heading', { name: 'Request' })).toBeVisible();
  await looks(page, 'activity-schemas');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('radio', { name: 'archive' })).toBeVisible();
  await looks(page, 'activity', [page.getByText(/^\d\d:\d\d:\d\d$/)]);
  await page.getByRole('button', { name: 'Discard Changes' }).click();

  await page.getByRole('button', { name: 'Amazon S3', exact: true }).click();
  await page.getByRole('button', { name: 'Optional settings' }).click();
  await looks(page, 'connection');
  await page.getByRole('button', { name: 'Discard Changes' }).click();

  await choose(page, copy, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete Copy invoice?' }).or(page.getByRole('alertdialog'));
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await looks(page, 'delete', [], dialog);
  await page.getByRole('button', { name: 'Cancel' }).click();

  await choose(page, step(page, 'Get invoice'), 'View dependencies');
  await expect(page.getByRole('region', { name: 'Dependencies of Get invoice' })).toBeVisible();
  await looks(page, 'dependencies');

  // A run of more than a second has a chart, which the pictures are without.
  await page.route('**/throughput', (route) => route.fulfill({ json: { everyMs: 500, points: [] } }));
  await copy.getByRole('button', { name: 'Deploy and run' }).click();
  await copy.getByRole('button', { name: 'Last run: Success. View logs' }).click();
  const messages = page.getByRole('list', { name: 'Messages' });
  await expect(messages.getByText(/invoice-1001\.pdf/).first()).toBeVisible();
  const live = page.getByText(/^\d\d:\d\d:\d\d$|^[\d.,]+ (ms|s)$|B\/s$/);
  const facts = page.getByRole('region', { name: 'Run of Copy invoice' }).locator('dl');
  await looks(page, 'logs', [messages, facts, live], page.getByRole('region', { name: 'Logs', exact: true }));
});
