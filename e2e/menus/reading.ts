import type { Locator, Page } from '@playwright/test';
import { commandOf } from '../../client/commands/commands.ts';
import { LINE, type MenuRow, menus } from '../../client/commands/menus.ts';
import { expect } from '../parts/fixtures.ts';
import { focusInMenu } from '../parts/keyboard.ts';
import type { Target } from './targets.ts';

/** A menu as text, in order: `Deploy ▸ Deploy`. */
export type Items = string[];

/** What the table says the menu has. */
export function itemsOfTable(target: Target): { id: string; path: string[] }[] {
  return rowsOf(target).flatMap((row) => {
    if (row === LINE) return [];
    if (typeof row === 'string') return [{ id: row, path: [commandOf(row).title] }];
    return row.commands.map((id) => ({ id, path: [row.label, commandOf(id).title] }));
  });
}

function rowsOf({ kind, place, absent }: Target): MenuRow[] {
  const rows = menus[kind][place] ?? [];
  return rows
    .map(
      (row): MenuRow =>
        typeof row === 'string' ? row : { ...row, commands: row.commands.filter((id) => !absent.includes(id)) },
    )
    .filter((row) => (typeof row === 'string' ? !absent.includes(row) : row.commands.length > 0));
}

export type Way = 'right click' | '⋯' | 'Shift+F10';

/** The ways in which a target's menu can be opened. */
export function waysOf({ thing, more }: Target): Way[] {
  return [...(thing ? (['right click', 'Shift+F10'] as const) : []), ...(more ? (['⋯'] as const) : [])];
}

/** Opens a target's menu. */
export async function openMenu(page: Page, target: Target, way: Way): Promise<Locator> {
  const { thing, more, position } = target;
  if (way === '⋯' && more) {
    if (thing) await thing(page).hover(position ? { position } : {});
    await more(page).click();
  } else if (thing && way === 'right click')
    await thing(page).click({ button: 'right', ...(position ? { position } : {}) });
  else if (thing) {
    await thing(page).focus();
    await page.keyboard.press('Shift+F10');
  }
  const menu = page.getByRole('menu', { name: `Actions of ${target.name}`, exact: true });
  await expect(menu, `${way} opens the menu`).toBeVisible();
  // It takes the focus a moment later: until then keys are not for it, and a focus given within it would be taken away again.
  await expect(focusInMenu(page)).toHaveCount(1);
  return menu;
}

/** Reads an open menu, `deep` with the menus in it; every disabled item must say why. */
export async function readMenu(page: Page, menu: Locator, deep: boolean): Promise<Items> {
  const items: Items = [];
  for (const entry of await readLevel(menu)) {
    if (!entry.opens || !deep) items.push(entry.label);
    else {
      const item = menu.getByRole('menuitem', { name: entry.label, exact: true });
      await item.press('ArrowRight');
      const inner = page.getByRole('menu', { name: entry.label, exact: true });
      await expect(inner).toBeVisible();
      for (const { label } of await readLevel(inner)) items.push(`${entry.label} ▸ ${label}`);
      await expect(inner.locator(':focus'), 'the arrow is for the inner menu').toHaveCount(1);
      await page.keyboard.press('ArrowLeft');
      await expect(inner).toBeHidden();
      await expect(item).toBeFocused();
    }
  }
  return items;
}

interface Entry {
  label: string;
  opens: boolean;
}

async function readLevel(menu: Locator): Promise<Entry[]> {
  const entries = await menu.locator(':scope > [role="menuitem"], :scope > [role="separator"]').evaluateAll((rows) =>
    rows.map((row) => ({
      role: row.getAttribute('role'),
      label: row.querySelector('span:nth-child(2)')?.firstChild?.textContent ?? '',
      opens: row.getAttribute('aria-haspopup') === 'menu',
      disabled: row.getAttribute('aria-disabled') === 'true',
      reason: row.getAttribute('aria-description') ?? '',
    })),
  );
  const shape = entries.map(({ role }) => (role === 'separator' ? '-' : 'x')).join('');
  expect(shape, 'lines stand between items only').not.toMatch(/^-|--|-$/);
  for (const { label, disabled, reason } of entries)
    if (disabled) expect(reason, `${label} says why it can't be chosen`).toMatch(/\w.*\.$/);
  return entries.filter(({ role }) => role === 'menuitem');
}

/** Chooses an item of an open menu. */
export async function choose(page: Page, menu: Locator, path: readonly string[]): Promise<void> {
  const [first = '', second] = path;
  await menu.getByRole('menuitem', { name: first, exact: true }).click();
  if (second === undefined) return;
  await page
    .getByRole('menu', { name: first, exact: true })
    .getByRole('menuitem', { name: second, exact: true })
    .click();
}

/** Closes a menu with all that is open in it. An Escape too many would be for the page, which then selects nothing any more. */
export async function closeMenu(page: Page): Promise<void> {
  const open = page.getByRole('menu');
  for (let levels = await open.count(); levels > 0; levels = await open.count()) {
    await expect(focusInMenu(page)).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => open.count(), { message: 'Escape closes the innermost menu' }).toBeLessThan(levels);
  }
}
