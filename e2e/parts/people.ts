import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { routes } from '../../shared/api/routes.ts';
import { type Product, startProduct } from '../../testing/product/start-product.ts';
import { operation } from './gestures.ts';

/** Somebody who works with the product, with a browser of their own. */
export interface Somebody {
  name: string;
  userName: string;
  password: string;
  page: Page;
}

async function openBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  return context.newPage();
}

/** Fills the sign-in page or dialog in, and sends it. */
export async function trySignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in on a page that asks for it. */
export async function signIn({ page, name, userName, password }: Somebody): Promise<void> {
  await trySignIn(page, userName, password);
  await expect(accountOf(page, name)).toBeVisible();
}

/** The button of somebody's account menu. */
export const accountOf = (page: Page, name: string) => page.getByRole('button', { name: `Account of ${name}` });

export async function chooseInAccount(somebody: Somebody, item: string): Promise<void> {
  await accountOf(somebody.page, somebody.name).click();
  await somebody.page.getByRole('menuitem', { name: item }).click();
}

export async function openTab(page: Page, product: Product, tab: 'access' | 'audit'): Promise<void> {
  await page.goto(new URL(`/administration#${tab}`, product.url).href);
  await page.reload();
}

/** The last notification that says so. */
export const told = (page: Page, text: string | RegExp) =>
  page.getByRole('region', { name: 'Notifications' }).getByText(text).last();

/** Gives somebody a level, as an administrator does. */
export async function giveLevel(page: Page, name: string, environment: string, level: string): Promise<void> {
  await page.getByRole('combobox', { name: `Level of ${name} in ${environment}` }).click();
  await page.getByRole('option', { name: new RegExp(`^${level}`) }).click();
  await expect(told(page, `${name} has ${level} in ${environment}`)).toBeVisible();
}

/** Chooses in the menu of a person's row. */
export async function chooseForPerson(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

interface Parts {
  /** The first person changes a whole installation: this one is of these journeys alone, and has the sample. */
  own: Product;
  ada: Somebody;
  grace: Somebody;
}

export const test = base.extend<object, Parts>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  ada: [
    async ({ browser }, use) => {
      const page = await openBrowser(browser);
      await use({ name: 'Ada Lovelace', userName: 'ada@example.com', password: 'analytical engine 1843', page });
      await page.context().close();
    },
    { scope: 'worker' },
  ],
  grace: [
    async ({ browser }, use) => {
      const page = await openBrowser(browser);
      await use({ name: 'Grace Hopper', userName: 'grace', password: 'a compiler for everybody', page });
      await page.context().close();
    },
    { scope: 'worker' },
  ],
});

/** The environment in which the sample lives. */
export async function environmentOf({ page }: Somebody, product: Product): Promise<{ id: string; name: string }> {
  const reply = await page.request.get(new URL('/api/me', product.url).href);
  const [first] = routes.me.reply.parse(await reply.json()).environments;
  if (!first) throw new Error('there is no environment');
  return first;
}

/** Renames the first operation; the edit is held back until the returned function is called. */
export async function renameWithoutSaving(page: Page, before: string, after: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/edits', async (route) => {
    if (route.request().method() === 'POST') await released;
    await route.continue();
  });
  await operation(page, `1.0 ${before}`).click({ position: { x: 320, y: 14 } });
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Operation name' })).toBeFocused();
  await page.keyboard.type(after);
  await page.keyboard.press('Enter');
  await expect(operation(page, `1.0 ${after}`)).toBeVisible();
  return release;
}
