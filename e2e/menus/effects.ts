import type { Locator, Page } from '@playwright/test';
import { planCopy } from '../../client/state/clipboard-copy.ts';
import { writeClipboard } from '../../client/state/clipboard-data.ts';
import type { Project } from '../../shared/project/project.ts';
import type { ProjectClient } from '../../testing/product/api-client.ts';
import { expect } from '../parts/fixtures.ts';
import { operation, step } from '../parts/gestures.ts';
import type { Target } from './targets.ts';
import { THERE } from './world.ts';

export interface At {
  page: Page;
  client: ProjectClient;
  target: Target;
  /** The project before the item was chosen. */
  before: Project;
}

export interface Effect {
  /** What must be so before the item can be chosen. */
  before?: (at: At) => Promise<void>;
  /** What somebody notices once it is chosen; what stands over the page is closed again. Changes of the design are undone after it. */
  seen: (at: At) => Promise<void>;
}

/** What each command does. A command of the menu table that is not here fails the test. */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  'view-edit': { seen: opensScreen },
  'test-connection': { seen: ({ page, target }) => toast(page, `Connection Success: ${target.name}`) },
  settings: {
    seen: async ({ page, target }) => {
      const heading = page.getByRole('heading', { level: 1, name: `${target.name} Settings` });
      await expect(heading).toBeVisible();
      await page.getByRole('button', { name: 'Discard Changes' }).click();
      await expect(heading).toBeHidden();
    },
  },
  cut: { seen: isCut },
  copy: { seen: ({ page, target }) => says(page, `Copied ${target.name}.`) },
  duplicate: {
    seen: ({ page, target }) => editsName(page, `${target.name}${target.kind === 'variable' ? '-' : ' - '}Copy`),
  },
  'duplicate-with-references': { seen: (at) => isDuplicated(at, 'references') },
  'duplicate-with-copies': { seen: (at) => isDuplicated(at, 'copies') },
  deploy: { seen: ({ page }) => toast(page, /^Deployed /) },
  'configurable-deploy': { seen: ({ page }) => opensDialog(page, 'Configurable deploy') },
  'project-history': { seen: ({ page }) => opensDialog(page, 'Project history') },
  'deploy-and-run': {
    seen: async ({ page }) => {
      await toast(page, `Deployed ${THERE.operation}, and running it`);
      await expect(operation(page, '2.1 Second').getByText('Success', { exact: true })).toBeVisible();
    },
  },
  run: { seen: runs },
  'run-with-values': { seen: ({ page, target }) => opensDialog(page, `Run ${target.name} with values`) },
  'view-logs': { seen: showsLogs },
  rename: { seen: ({ page, target }) => editsName(page, target.name) },
  'run-on-success': { seen: ({ page, target }) => opensDialog(page, `On success of ${target.name}, run…`) },
  'run-on-fail': { seen: ({ page, target }) => opensDialog(page, `On fail of ${target.name}, run…`) },
  'view-dependencies': {
    seen: async ({ page, target }) => {
      await expect(page.getByRole('region', { name: `Dependencies of ${target.name}` })).toBeVisible();
      await page.getByRole('button', { name: 'Back to the tree' }).click();
    },
  },
  'add-to-group': { seen: ({ page, target }) => opensDialog(page, `Add ${target.name} to a group`) },
  'remove-from-group': {
    seen: ({ page, target }) => toast(page, `Removed ${target.name} from ${THERE.group}`),
  },
  'move-up': { seen: (at) => moves(at, -1) },
  'move-down': { seen: (at) => moves(at, 1) },
  'move-left': { seen: (at) => moves(at, -1) },
  'move-right': { seen: (at) => moves(at, 1) },
  'pick-up': { seen: picksUp },
  'add-to-workflow': { seen: picksUp },
  'add-to-operation': { seen: picksUp },
  'create-email': {
    seen: async ({ page }) => {
      const heading = page.getByRole('heading', { level: 1, name: 'New e-mail' });
      await expect(heading).toBeVisible();
      await page.getByRole('button', { name: 'Discard Changes' }).click();
      await expect(heading).toBeHidden();
    },
  },
  'create-schedule': { seen: ({ page }) => opensDialog(page, 'New schedule') },
  'create-variable': { seen: ({ page }) => opensDialog(page, 'New project variable') },
  'new-workflow': { seen: ({ page }) => editsName(page, 'New Workflow') },
  remove: {
    seen: async ({ page, target }) => {
      await toast(page, `Removed ${target.name}`);
      await expect(onCanvas(page, target)).toBeHidden();
    },
  },
  delete: {
    seen: ({ page, target }) =>
      opensDialog(page, isNeeded(target) ? `${target.name} can’t be deleted` : `Delete ${target.name}?`),
  },
  'delete-group': { seen: ({ page, target }) => toast(page, `Deleted the group ${target.name}`) },
  'delete-unused': { seen: ({ page }) => opensDialog(page, 'Delete what is not used?') },
  paste: { before: ({ page, before }) => copyActivity(page, before), seen: isPasted },
  'paste-as-reference': {
    before: ({ page, before }) => copyActivity(page, before),
    seen: async ({ page }) => {
      await says(page, `Paste ${THERE.activity}. Operation 2.1 Second, right of Put for Second.`);
      await expect(step(page, THERE.activity)).toHaveCount(2);
    },
  },
  undo: {
    before: removeFirst,
    seen: ({ page }) => expect(operation(page, '2.0 First')).toBeVisible(),
  },
  redo: {
    before: async (at) => {
      await removeFirst(at);
      await at.page.getByRole('button', { name: 'Undo', exact: true }).first().click();
      await expect(operation(at.page, '2.0 First')).toBeVisible();
    },
    seen: ({ page }) => expect(operation(page, '2.0 Second')).toBeVisible(),
  },
  'export-project': { seen: ({ page }) => toast(page, /^Exported /) },
};

async function toast(page: Page, title: string | RegExp): Promise<void> {
  await expect(page.getByRole('region', { name: 'Notifications' }).getByText(title).first()).toBeVisible();
}

async function says(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.locator('[data-announcer]')).toHaveText(text);
}

async function opensDialog(page: Page, title: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title }).or(page.getByRole('alertdialog', { name: title }));
  await expect(dialog.locator(':focus'), 'Escape is for the dialog').toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** The name is edited where it is shown; nothing is kept. */
async function editsName(page: Page, name: string): Promise<void> {
  const input = page.locator('input:focus');
  await expect(input).toHaveValue(name);
  await page.keyboard.press('Escape');
  await expect(input).toHaveCount(0);
}

async function opensScreen({ page, target }: At): Promise<void> {
  if (target.kind === 'variable' || target.kind === 'schedule') return opensDialog(page, target.name);
  const heading = page.getByRole('heading', { level: 1, name: /^(Configure|Get Object|E-mail)/ });
  await expect(heading).toBeVisible();
  if (target.kind === 'connection') await expect(page.getByLabel('Connection Name')).toHaveValue(target.name);
  else await expect(heading).toContainText(target.name);
  await page.getByRole('button', { name: 'Discard Changes' }).click();
  await expect(heading).toBeHidden();
}

/** Whether something depends on the component, so that it can't be deleted. */
function isNeeded({ kind, name }: Target): boolean {
  if (kind === 'activity') return name !== THERE.unused;
  return ['connection', 'step', 'variable', 'email', 'schedule'].includes(kind);
}

function onCanvas(page: Page, { kind, name }: Target): Locator {
  return kind === 'step' ? step(page, name) : page.locator('[data-operation]').filter({ hasText: name });
}

async function isCut(at: At): Promise<void> {
  const { page, target } = at;
  if (target.place === 'components' && isNeeded(target)) return opensDialog(page, `${target.name} can’t be deleted`);
  await says(page, `Cut ${target.name}.`);
  await expect(target.place === 'components' && target.thing ? target.thing(page) : onCanvas(page, target)).toHaveCount(
    0,
  );
}

async function isDuplicated({ page, client, target }: At, way: 'references' | 'copies'): Promise<void> {
  const name = `${target.name} - Copy`;
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  const operations = Object.values((await client.state()).project.operations);
  const [original, copy] = [target.name, name].map((wanted) => operations.find((one) => one.name === wanted));
  const sameComponents = original?.steps.every(
    ({ componentId }, index) => copy?.steps[index]?.componentId === componentId,
  );
  expect(copy?.steps).toHaveLength(2);
  expect(sameComponents).toBe(way === 'references');
}

/** It is deployed by then: deploying stands before it in every menu. */
async function runs({ page, target }: At): Promise<void> {
  await toast(page, `Running ${target.name}`);
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'View logs' }).last().click();
  // The newest stands first. Whatever is announced of it is announced by then.
  const newest = page.getByRole('region', { name: 'Logs', exact: true }).locator('[data-run]').first();
  await expect(newest).toHaveAccessibleName(`Success: ${target.name}`);
  await page.getByRole('button', { name: 'Close logs' }).click();
}

async function showsLogs({ page, target }: At): Promise<void> {
  await expect(page.getByRole('tab', { name: `Logging ${target.name}`, selected: true })).toBeVisible();
  await page.getByRole('button', { name: 'Close logs' }).click();
}

async function moves({ client, target, before }: At, by: -1 | 1): Promise<void> {
  const order = (project: Project): string[] => {
    if (target.kind === 'workflow') return project.workflows.map(({ name }) => name);
    const main = project.workflows.find(({ name }) => name === THERE.workflow);
    const operations = main?.operationIds.flatMap((id) => project.operations[id] ?? []) ?? [];
    if (target.kind === 'operation') return operations.map(({ name }) => name);
    const steps = operations.find(({ name }) => name === THERE.operation)?.steps ?? [];
    return steps.map(({ componentId }) => project.activities[componentId]?.name ?? '');
  };
  const expected = order(before);
  const at = expected.indexOf(target.name);
  expected.splice(at + by, 0, ...expected.splice(at, 1));
  await expect.poll(async () => order((await client.state()).project)).toEqual(expected);
}

async function picksUp({ page, target }: At): Promise<void> {
  await says(page, new RegExp(`^Placing ${target.name}`));
  await expect(page.locator('[data-canvas]'), 'keys are for the canvas').toBeFocused();
  await page.keyboard.press('Escape');
  await says(page, /cancel/i);
}

/** Puts an activity on the clipboard of this browser. */
export async function copyActivity(page: Page, project: Project): Promise<void> {
  const activity = Object.values(project.activities).find(({ name }) => name === THERE.activity);
  const plan = planCopy(project, activity ? [{ kind: 'activity', id: activity.id }] : []);
  if (!plan.ok) throw new Error(plan.reason);
  await page.evaluate((text) => localStorage.setItem('sluice:clipboard', text), writeClipboard(plan.clipboard));
}

async function isPasted({ page, target }: At): Promise<void> {
  const name = `${THERE.activity} - Copy`;
  if (target.kind === 'category') await editsName(page, name);
  else await expect(step(page, name)).toBeVisible();
}

async function removeFirst({ page }: At): Promise<void> {
  await operation(page, '2.0 First').click({ position: { x: 320, y: 14 } });
  await page.keyboard.press('Delete');
  await expect(operation(page, '2.0 Second')).toBeVisible();
}
