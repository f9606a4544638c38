import type { Page } from '@playwright/test';
import { routes } from '../shared/api/routes.ts';
import { newId } from '../shared/project/id.ts';
import { call, makePlace } from '../testing/agents/admin-client.ts';
import { type AgentProcess, startAgentProcess } from '../testing/agents/agent-process.ts';
import { temporaryFolder } from '../testing/product/reap.ts';
import { type Product, startProduct } from '../testing/product/start-product.ts';
import { test as base, expect } from './parts/fixtures.ts';
import { operation, step } from './parts/gestures.ts';
import { publishTally, publishTallyByCommand } from './parts/tally.ts';

/** A product of these journeys' own: what they publish stays. */
const test = base.extend<object, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
    async ({}, use) => {
      const product = await startProduct({ args: ['--no-sample'] });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** The agents of the group, in the order of their names. */
const NAMES = ['north', 'south'];

const palette = (page: Page) => page.getByRole('tabpanel', { name: 'Project endpoints and connectors' });
const administration = (page: Page, product: Product, tab: string) =>
  page.goto(new URL(`/administration#${tab}`, product.url).href);

test('a connector that is not published is said of its steps, and breaks nothing', async ({
  page,
  client,
  projectId,
}) => {
  const connection = { id: newId('con'), connector: 'ghost', name: 'Haunted', settings: {} };
  await client.edit('Connect', { type: 'connection.create', connection });
  await client.draw('Haunting', [{ connectionId: connection.id, type: 'appear', name: 'Appear', settings: {} }]);
  const drawn = operation(page, '1.0 Haunting');
  await expect(step(page, 'Appear')).toHaveAttribute('title', /Unknown connector “ghost” · Haunted/);
  await page.getByRole('button', { name: '1 problem in Appear' }).click();
  await expect(page.getByText(/Unknown connector: the activity "Appear" is of the connector "ghost"/)).toBeVisible();
  await page.keyboard.press('Escape');
  await step(page, 'Appear').dblclick();
  await expect(page.getByText('Unknown connector “ghost”')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the canvas' }).click();
  await palette(page).getByRole('button', { name: 'Haunted', exact: true }).dblclick();
  await expect(page.getByText('Unknown connector “ghost”')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the canvas' }).click();
  await drawn.getByRole('button', { name: 'Deploy and run' }).click();
  await expect(page.getByRole('dialog').getByText(/Unknown connector: the connection "Haunted"/)).toBeVisible();
  expect(projectId).toBeTruthy();
});

test('a connector published meanwhile stands in the palette; its screens are drawn from its descriptor alone, and it runs', async ({
  page,
  product,
  client,
  projectId,
}) => {
  expect(projectId).toBeTruthy();
  await expect(palette(page).getByRole('button', { name: 'Tally', exact: true })).toHaveCount(0);
  expect(await publishTallyByCommand(product.url, '1.0.0')).toMatch(/^tally 1\.0\.0 sha256:[0-9a-f]{64}\n$/);
  const connector = palette(page).getByRole('button', { name: 'Tally', exact: true });
  await expect(connector).toBeVisible();
  await expect(connector.locator('img')).toHaveAttribute('src', /^data:image\/svg\+xml,/);

  await connector.click();
  await expect(page.getByRole('heading', { name: 'Configure Tally' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Tally name' }).fill('Yard');
  await expect(page.getByText('Where the strokes are.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Sheet' }).fill('north');
  await page.getByRole('combobox', { name: 'Hand' }).click();
  await page.getByRole('option', { name: 'Right' }).click();
  await page.getByRole('checkbox', { name: 'Erase afterwards' }).click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Connection Success')).toBeVisible();
  await expect(page.getByText('Tally 1.0.0 has found the sheet north.')).toBeVisible();
  await page.getByRole('button', { name: 'Save Changes' }).click();

  await page.getByRole('button', { name: 'Count strokes', exact: true }).press('Enter');
  await expect(page.locator('[data-canvas]'), 'the place is chosen there').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Activity name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await step(page, 'Count strokes').dblclick();
  await expect(page.getByRole('spinbutton', { name: 'Strokes at most' })).toHaveValue('5');
  await page.getByRole('spinbutton', { name: 'Strokes at most' }).fill('7');
  await page.getByRole('radio', { name: 'Black ones' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('treeitem', { name: '[1, 1] count (Integer)' })).toBeVisible();
  await page.getByRole('button', { name: 'Finished' }).click();

  await page.getByRole('button', { name: 'Deploy and run' }).first().click();
  await expect(page.getByRole('button', { name: /^Last run: Success/ })).toBeVisible();
  const [run] = (await client.state()).lastRuns;
  await page.getByRole('button', { name: /^Last run: Success/ }).click();
  await expect(page.getByText('Tally 1.0.0 has counted 7 strokes.')).toBeVisible();
  expect(run).toMatchObject({ state: 'Success' });
});

test('Test brings every online agent of the group up to date, unless the policy keeps it from that', async ({
  page,
  product,
  client,
  projectId,
}) => {
  test.setTimeout(300_000);
  await publishTally(product.url, '1.0.0');
  const place = await makePlace(product.url, 'Yard');
  const agents: AgentProcess[] = [];
  for (const name of NAMES) {
    const { token } = await call(product.url, routes.addAgent, {
      params: { agentGroupId: place.agentGroupId },
      body: { name },
    });
    const env = { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() };
    agents.push(startAgentProcess(product.url, env));
  }
  const { environmentId } = place;
  await call(product.url, routes.setProjectEnvironment, { params: { projectId }, body: { environmentId } });
  await expect(page.getByRole('button', { name: /Environment Yard/ })).toContainText('2 agents online', {
    // Both are processes that have to start first, and a slow machine takes its time over that.
    timeout: 60_000,
  });
  const connection = { id: newId('con'), connector: 'tally', name: 'Sheets', settings: { sheet: 'east' } };
  await client.edit('Connect', { type: 'connection.create', connection });

  /** Presses Test once: both agents are told of with a version. Gives those that were updated for it. */
  const testedWith = async (version: string) => {
    await page.goto(new URL(`/projects/${projectId}`, product.url).href);
    await palette(page).getByRole('button', { name: 'Sheets', exact: true }).dblclick();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(page.getByText('Connection Success')).toBeVisible({ timeout: 60_000 });
    const agentsTold = page.getByRole('list', { name: 'Agents' }).getByRole('listitem');
    await expect(agentsTold).toHaveCount(NAMES.length);
    const told = await agentsTold.allInnerTexts();
    const words = told.map((text) => text.split(', updated for this test'));
    expect(words.map(([first]) => first)).toEqual(NAMES.map((name) => `${name}: connector version ${version}`));
    const updated = words.flatMap(([first = '', more]) => (more === undefined ? [] : [first.split(':')[0]]));
    await expect(page.getByText(`Tally ${version} has found the sheet east.`)).toBeVisible();
    return updated;
  };
  expect(await testedWith('1.0.0')).toEqual(NAMES);

  await administration(page, product, 'connectors');
  const policy = page.getByRole('checkbox', { name: 'Disable Auto Connector Update' });
  await policy.click();
  await expect(page.getByText('Test no longer updates connectors')).toBeVisible();
  await publishTally(product.url, '1.1.0');
  expect(await testedWith('1.0.0')).toEqual([]);
  await administration(page, product, 'agents');
  await expect(page.getByRole('row', { name: /^north/ }).getByText('behind 1.1.0')).toBeVisible();

  await administration(page, product, 'connectors');
  const versions = page.getByRole('table', { name: 'Versions of Tally' });
  await expect(versions.getByRole('row', { name: /^1\.0\.0/ })).toContainText('north, south');
  await expect(versions.getByRole('row', { name: /^1\.1\.0/ })).toContainText('Latest');
  await expect(versions.getByRole('row', { name: /^1\.1\.0/ })).toContainText('Tally’s author');
  await policy.click();
  await expect(page.getByText('Test updates connectors again')).toBeVisible();
  expect(await testedWith('1.1.0')).toEqual(NAMES);
  await administration(page, product, 'connectors');
  await expect(versions.getByRole('row', { name: /^1\.1\.0/ })).toContainText('north, south');
  for (const agent of agents) expect(await agent.stop()).toBe(0);
});
