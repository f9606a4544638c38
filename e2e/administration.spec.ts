import { startAgentProcess } from '../testing/agents/agent-process.ts';
import { temporaryFolder } from '../testing/product/reap.ts';
import { expect, test } from './parts/fixtures.ts';

test('an agent is added to a group of one’s own, an environment runs on it, a project moves there, and runs there', async ({
  page,
  product,
  client,
  storage,
}) => {
  const connectionId = await client.connect('Journey storage', storage);
  const operationId = await client.draw('List', [
    {
      connectionId,
      type: 'list-objects',
      name: 'List the inbox',
      settings: { bucketOptions: 'text', bucket: 'inbox' },
    },
  ]);
  const projectName = (await client.state()).project.name;
  await page.goto(new URL('/projects', product.url).href);
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('button', { name: 'New agent group' }).click();
  await page.getByRole('button', { name: 'Create agent group' }).click();
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Plant network');
  await page.getByRole('button', { name: 'Create agent group' }).click();
  const group = page.getByRole('region', { name: 'Agent group Plant network' });
  await expect(group.getByText('No agent yet')).toBeVisible();

  await group.getByRole('button', { name: 'Add agent' }).click();
  await page.getByRole('textbox', { name: 'Agent name' }).fill('plc-gateway-1');
  await page.getByRole('button', { name: 'Show command' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start plc-gateway-1' });
  const command = await dialog.getByRole('region', { name: 'With a checkout' }).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const token = /SLUICE_AGENT_TOKEN=(\S+)/.exec(command)?.[1] ?? '';
  expect(command).toContain(`SLUICE_SERVER_URL=${product.url.replace(/\/$/, '')}`);
  const agent = startAgentProcess(product.url, { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() });
  const row = group.getByRole('row', { name: /^plc-gateway-1/ });
  await expect(row.getByText('Running')).toBeVisible();

  await page.getByRole('tab', { name: 'Environments' }).click();
  await page.getByRole('button', { name: 'New environment' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Plant');
  await page.getByRole('combobox', { name: 'Agent group' }).click();
  await page.getByRole('option', { name: 'Plant network' }).click();
  await page.getByRole('button', { name: 'Create environment' }).click();
  await expect(
    page.getByRole('region', { name: 'Environment Plant' }).getByText('Runs on Plant network'),
  ).toBeVisible();
  await page.getByRole('button', { name: `Actions for ${projectName}` }).click();
  await page.getByRole('menuitem', { name: 'Move to environment' }).click();
  await page.getByRole('menuitem', { name: 'Plant', exact: true }).click();
  const projects = page.getByRole('table', { name: 'Projects in Plant' });
  await expect(projects.getByRole('link', { name: projectName })).toBeVisible();
  await projects.getByRole('link', { name: projectName }).click();
  await expect(page.getByRole('button', { name: /Environment Plant/ })).toContainText('1 agent online');
  const run = await client.ended(await client.run(operationId));
  expect(run).toMatchObject({ state: 'Success', agentName: 'plc-gateway-1' });

  await page.getByRole('button', { name: /Environment Plant/ }).click();
  await group.getByRole('button', { name: 'Actions for plc-gateway-1' }).click();
  await page.getByRole('menuitem', { name: 'Drain' }).click();
  await expect(row.getByText('Draining')).toBeVisible();
  await row.getByRole('button', { name: 'Actions for plc-gateway-1' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove agent' }).click();
  await expect(row).toHaveCount(0);
  expect(await agent.exited).toBe(3);
});
