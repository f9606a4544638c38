import type { Page } from '@playwright/test';

/** A search as one types it. */
export interface Search {
  name: string;
  /** Opens it, with the focus in its field. */
  open(page: Page): Promise<void>;
  /** Text that only the right results have; they must be there after the last letter. */
  found(page: Page, text: string): Promise<void>;
  close(page: Page): Promise<void>;
}

export const SEARCHES: readonly Search[] = [
  {
    name: 'search components',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Components' }).click();
      await page.getByRole('searchbox', { name: 'Search components' }).click();
    },
    found: (page, text) => page.getByRole('treeitem', { name: text }).first().waitFor(),
    close: async (page) => {
      await page.getByRole('searchbox', { name: 'Search components' }).fill('');
      await page.getByRole('tab', { name: 'Workflows' }).click();
    },
  },
  {
    name: 'command palette',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search commands and places' }).waitFor();
    },
    found: (page, text) => page.getByRole('option', { name: text }).first().waitFor(),
    close: (page) => page.keyboard.press('Escape'),
  },
];

/** Lets a page measure by itself how long each letter waits for the frame drawn after it. */
export async function measureTyping(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener(
      'keydown',
      ({ timeStamp, key }) => {
        if (key.length !== 1) return;
        requestAnimationFrame(() =>
          setTimeout(() => performance.measure('bench-typed', { start: timeStamp, end: performance.now() })),
        );
      },
      { capture: true },
    );
  });
}

/** Types a text, letter by letter; milliseconds from each key press to the first frame drawn after it. */
export async function typed(page: Page, search: Search, text: string): Promise<number[]> {
  await search.open(page);
  await page.evaluate(() => performance.clearMeasures('bench-typed'));
  for (const letter of text) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(50);
  }
  await search.found(page, text);
  const waits = await page.evaluate(() => performance.getEntriesByName('bench-typed').map(({ duration }) => duration));
  if (waits.length !== text.length) throw new Error(`${search.name}: ${waits.length} of ${text.length} letters came`);
  await search.close(page);
  return waits;
}
