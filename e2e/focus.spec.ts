import { expect, test } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';
import { focusInMenu, Keyboard } from './parts/keyboard.ts';
import { drawSeen, type World } from './parts/world.ts';

interface Row {
  name: string;
  /** Begins with the focus on the step *Get for Seen*; after each key the focus must be somewhere, and be seen. */
  press(keys: Keyboard, world: World): Promise<void>;
  /** What must have the focus in the end, when it matters which. */
  end?: (world: World) => ReturnType<typeof step>;
}

const get = ({ page }: World) => step(page, 'Get for Seen');
const put = ({ page }: World) => step(page, 'Put for Seen');
const seen = ({ page }: World) => operation(page, '1.0 Seen');

const ROWS: readonly Row[] = [
  { name: 'a step is removed: the one beside it', press: (keys) => keys.press('Delete'), end: put },
  { name: 'both steps are removed: their operation', press: (keys) => keys.press('Delete', 'Delete'), end: seen },
  { name: 'a removal is undone', press: (keys) => keys.press('Delete', 'Control+z') },
  { name: 'an operation is removed', press: (keys) => keys.press('ArrowUp', 'ArrowLeft', 'Delete') },
  { name: 'its removal is undone', press: (keys) => keys.press('ArrowLeft', 'Delete', 'Control+z') },
  { name: 'undone and done again', press: (keys) => keys.press('Delete', 'Control+z', 'Control+y') },
  {
    name: 'a menu is closed',
    press: async (keys, { page }) => {
      await keys.press('Shift+F10');
      await expect(focusInMenu(page)).toHaveCount(1);
      await keys.press('ArrowDown', 'Escape');
    },
    end: get,
  },
  {
    name: 'a dialog is closed',
    press: async (keys, { page }) => {
      await keys.press('ArrowLeft');
      await keys.command('delete');
      await expect(page.getByRole('dialog', { name: 'Delete Seen?' }).locator(':focus')).toHaveCount(1);
      await keys.press('Escape');
    },
    end: seen,
  },
  {
    name: 'an operation is deleted in a dialog',
    press: async (keys, { page }) => {
      await keys.press('ArrowLeft');
      await keys.command('delete');
      const dialog = page.getByRole('dialog', { name: 'Delete Seen?' });
      await expect(dialog.locator(':focus'), 'it does not take the focus while one walks').toHaveCount(1);
      await keys.walkTo(dialog.getByRole('button', { name: 'Delete', exact: true }));
      await keys.press('Enter');
      await expect(page.locator('[data-operation]')).toHaveCount(0);
      await keys.hasFocus('after the deletion');
      await keys.press('Control+z');
    },
  },
  { name: 'a step is dropped elsewhere', press: (keys) => keys.press('m', 'End', 'Enter'), end: get },
  { name: 'a placing is canceled', press: (keys) => keys.press('m', 'ArrowDown', 'Escape'), end: get },
  { name: 'a step is copied and pasted', press: (keys) => keys.press('Control+c', 'Control+v') },
  { name: 'a step is cut and pasted', press: (keys) => keys.press('ArrowRight', 'Control+x', 'Control+v') },
  { name: 'a name is edited', press: (keys) => keys.press('F2', 'Enter'), end: get },
  { name: 'a name is left as it was', press: (keys) => keys.press('F2', 'Escape'), end: get },
  { name: 'a step moves along', press: (keys) => keys.press('Alt+ArrowRight'), end: get },
  {
    name: 'the settings of an operation are closed',
    press: async (keys, { page }) => {
      const heading = page.getByRole('heading', { name: 'Seen Settings' });
      await keys.press('ArrowLeft', 'Enter');
      await expect(heading).toBeVisible();
      await keys.press('Escape');
      await expect(heading).toBeHidden();
    },
    end: seen,
  },
  {
    name: 'the canvas search is closed',
    press: async (keys, { page }) => {
      await keys.press('Control+f');
      await expect(page.getByRole('search', { name: 'Find on the canvas' }).locator(':focus')).toHaveCount(1);
      await keys.press('Escape');
    },
    end: get,
  },
  {
    name: 'the command palette is closed',
    press: async (keys, { page }) => {
      await keys.press('Control+k');
      await expect(page.getByRole('dialog', { name: 'Command palette' }).locator(':focus')).toHaveCount(1);
      await keys.press('Escape');
    },
    end: get,
  },
  {
    name: 'the sheet of keys is closed',
    press: async (keys, { page }) => {
      await keys.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' }).locator(':focus')).toHaveCount(1);
      await keys.press('Escape');
    },
    end: get,
  },
  {
    name: 'a screen is closed',
    press: async (keys, { page }) => {
      await keys.press('Enter');
      await expect(page.getByRole('heading', { name: 'Request' })).toBeVisible();
      await keys.walkTo(page.getByRole('button', { name: 'Discard Changes' }));
      await keys.press('Enter');
      await expect(page.getByRole('heading', { name: 'Request' })).toBeHidden();
    },
    end: get,
  },
  {
    name: 'the dependencies are closed',
    press: async (keys, { page }) => {
      await keys.command('view dependencies');
      await expect(page.getByRole('button', { name: 'Back to the tree' })).toBeFocused();
      await keys.press('Enter');
    },
  },
  {
    name: 'the logs are closed',
    press: async (keys, { page }) => {
      await keys.press('ArrowLeft');
      await keys.command('view logs');
      await keys.walkTo(page.getByRole('button', { name: /^Close/ }).first(), 'Tab', 120);
      await keys.press('Enter');
    },
  },
  {
    name: 'the step that has the focus goes with its operation, which somebody else deletes',
    press: async (keys, { client }) => {
      const { project } = await client.state();
      const [operationId] = Object.keys(project.operations);
      await client.edit('Remove', { type: 'operation.remove', operationId: operationId ?? '' });
      await expect(keys.page.locator('[data-operation]')).toHaveCount(0);
      await keys.hasFocus('after somebody else’s edit');
    },
  },
];

for (const { name, press, end } of ROWS)
  test(`the focus is seen and never lost: ${name}`, async ({ page, client, storage, product }) => {
    const world: World = { page, client, storage, product };
    await drawSeen(world);
    const keys = new Keyboard(page);
    await page.keyboard.press('Tab');
    await keys.command('get for seen');
    await expect(get(world)).toBeFocused();
    await press(keys, world);
    await keys.hasFocus('in the end');
    if (end) await expect(end(world)).toBeFocused();
  });
