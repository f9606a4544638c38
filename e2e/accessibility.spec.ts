import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

/** What axe-core finds wrong with the page as it is. The component library's own focus guards are not ours to judge. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as AxeWindow).axe.run({
      exclude: [['[data-base-ui-focus-guard]']],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
  return found;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no screen has an accessibility violation, ${colorScheme}`, async ({ page, product, client, storage }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page), 'an empty project').toEqual([]);
    await drawTransfer(client, storage, 'Seen', { bucket: 'inbox', key: 'no-such-key' }, { bucket: 'archive' });
    await operation(page, '1.0 Seen').getByRole('button', { name: 'Deploy and run' }).click();
    await expect(operation(page, '1.0 Seen').getByText('Error')).toBeVisible();
    await operation(page, '1.0 Seen').getByRole('button', { name: 'Last run: Error. View logs' }).click();
    await expect(page.getByText(/no-such-key/).first()).toBeVisible();
    expect(await violations(page), 'the canvas with a log').toEqual([]);
    await page.getByRole('tab', { name: 'Components' }).click();
    expect(await violations(page), 'the components').toEqual([]);
    await operation(page, '1.0 Seen').click({ button: 'right', position: { x: 300, y: 20 } });
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await violations(page), 'a menu').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search commands and places' }).fill('re');
    expect(await violations(page), 'the command palette').toEqual([]);
    await page.keyboard.press('Escape');
    await step(page, 'Get for Seen').dblclick();
    await expect(page.getByRole('heading', { name: 'Request' })).toBeVisible();
    expect(await violations(page), 'an activity, schemas').toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await violations(page), 'an activity').toEqual([]);
    await page.getByRole('button', { name: 'Discard Changes' }).click();
    await page.getByRole('button', { name: 'Amazon S3', exact: true }).click();
    await page.getByRole('button', { name: 'Optional settings' }).click();
    expect(await violations(page), 'a connection').toEqual([]);
    await page.goto(new URL('/projects', product.url).href);
    await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible();
    expect(await violations(page), 'the list of projects').toEqual([]);
  });
}
