import { type Browser, expect, type Page } from '@playwright/test';
import type { Product } from '../../testing/product/start-product.ts';

/** Somebody who works with the product, with a browser of their own. */
export interface Somebody {
  name: string;
  userName: string;
  password: string;
  page: Page;
}

export async function openBrowser(browser: Browser): Promise<Page> {
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

/** Gives somebody a level, as an administrator does. */
export async function giveLevel(page: Page, name: string, environment: string, level: string): Promise<void> {
  await page.getByRole('combobox', { name: `Level of ${name} in ${environment}` }).click();
  await page.getByRole('option', { name: new RegExp(`^${level}`) }).click();
  await expect(
    page.getByRole('region', { name: 'Notifications' }).getByText(`${name} has ${level} in ${environment}`).last(),
  ).toBeVisible();
}

/** Chooses in the menu of a person's row. */
export async function chooseForPerson(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
