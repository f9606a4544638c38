import { expect, type Locator, type Page } from '@playwright/test';

/** The keys of one person, who has no mouse. After each the focus must be somewhere, and must be seen. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.hasFocus(`after ${key}`);
    }
  }

  /** Presses a key until something has the focus, once it is there at all. */
  async walkTo(target: Locator, key = 'Tab', most = 60): Promise<void> {
    await expect(target, 'it is there').not.toHaveCount(0);
    for (let pressed = 0; pressed < most; pressed += 1) {
      if (await target.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
      // Between the last thing of a page and its first, the focus is the browser's own.
      await this.page.keyboard.press(key);
    }
    await expect(target, `${key} leads there`).toBeFocused();
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
    await this.hasFocus(`while typing ${text}`);
  }

  /** Chooses in the command palette. */
  async command(text: string): Promise<void> {
    await this.press('Control+k');
    await expect(this.page.getByRole('combobox', { name: 'Search commands and places' })).toBeFocused();
    await this.type(text);
    await this.press('Enter');
    await expect(this.page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
    await this.hasFocus(`after the command ${text}`);
  }

  /** A screen or a dialog may take a moment: the focus settles. Nothing but the page itself would be nowhere. */
  async hasFocus(when: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(focusNow), { message: `the focus ${when}` }).toBe('seen');
  }
}

/** `lost` on the page itself; `unseen` when neither what has it nor what it closely stands in shows a ring. */
function focusNow(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return 'lost';
  const box = element.getBoundingClientRect();
  let shown: Element | null = element;
  for (let depth = 0; shown && depth < 4; depth += 1, shown = shown.parentElement) {
    const { outlineStyle, boxShadow } = getComputedStyle(shown);
    if (box.width > 0 && (outlineStyle !== 'none' || boxShadow !== 'none')) return 'seen';
  }
  return `unseen: ${element.outerHTML.slice(0, 160)}`;
}

/** What has the focus in an open menu: keys go to the menu only then. */
export const focusInMenu = (page: Page): Locator => page.locator('[role="menu"]:focus, [role="menu"] :focus');

/** What a screen reader is told. */
export async function says(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.locator('[data-announcer]')).toHaveText(text);
}
