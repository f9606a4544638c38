import { routes } from '../shared/api/routes.ts';
import { call, makePlace } from '../testing/agents/admin-client.ts';
import { startAgentProcess } from '../testing/agents/agent-process.ts';
import { temporaryFolder } from '../testing/product/reap.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

/** An agent is a process that has to start first, and a slow machine takes its time over that. */
const AGENT = { timeout: 60_000 };

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
  const row = group.getByRole('row', { name: /^plc-gateway-1/ });
  await expect(row.getByText('Unregistered')).toBeVisible();
  expect(command).toContain(`SLUICE_SERVER_URL=${product.url.replace(/\/$/, '')}`);
  const agent = startAgentProcess(product.url, { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() });
  await expect(row.getByText('Running')).toBeVisible(AGENT);

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

test('an agent that was added and is not wanted any more loses its token', async ({ page, product }) => {
  const { agentGroupId } = await makePlace(product.url, 'Withdrawn');
  const { token } = await call(product.url, routes.addAgent, { params: { agentGroupId }, body: { name: 'spare' } });
  await page.goto(new URL('/administration', product.url).href);
  const group = page.getByRole('region', { name: 'Agent group Withdrawn group' });
  await expect(group.getByRole('row', { name: /^spare/ }).getByText('Unregistered')).toBeVisible();
  await group.getByRole('button', { name: 'Withdraw the token of spare' }).click();
  await expect(group.getByText('No agent yet')).toBeVisible();
  const agent = startAgentProcess(product.url, { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() });
  expect(await agent.exited).toBe(3);
});

test('a run that no agent can take says why it waits, and goes on once there is one', async ({
  page,
  product,
  client,
  projectId,
  storage,
}) => {
  const { agentGroupId, environmentId } = await makePlace(product.url, 'Quiet');
  await call(product.url, routes.setProjectEnvironment, { params: { projectId }, body: { environmentId } });
  await storage.put('inbox', 'patient.txt', Buffer.from('patient'));
  await drawTransfer(client, storage, 'Patient', { bucket: 'inbox', key: 'patient.txt' }, { bucket: 'archive' });
  await operation(page, '1.0 Patient').getByRole('button', { name: 'Deploy and run' }).click();
  const status = operation(page, '1.0 Patient').getByRole('button', { name: /^Last run: / });
  await expect(status).toContainText('Submitted');
  await expect(status).toContainText('no agent yet');
  await status.click();
  await expect(page.getByText(/The agent group Quiet group has no agent yet\. Runs wait/)).toBeVisible();
  const { token } = await call(product.url, routes.addAgent, { params: { agentGroupId }, body: { name: 'late' } });
  const agent = startAgentProcess(product.url, { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() });
  await expect(status).toContainText('Success', AGENT);
  await expect(page.getByText(/has no agent yet/)).toHaveCount(0);
  expect(await agent.stop()).toBe(0);
});

test('how long logs are kept is set for the installation, within bounds', async ({ page, product }) => {
  await page.goto(new URL('/administration#limits', product.url).href);
  const days = page.getByRole('spinbutton', { name: 'Logs, in days' });
  await expect(days).toHaveValue('30');
  const save = page.getByRole('region', { name: 'What is kept of runs' }).getByRole('button', { name: 'Save changes' });
  await days.fill('0');
  await expect(page.getByText('Enter a whole number from 1 to 3,650.')).toBeVisible();
  await expect(save).toBeDisabled();
  await days.fill('7');
  await save.click();
  await expect(page.getByText('Limits saved')).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue('7');
  await expect(page.getByRole('row', { name: /^Operation time out/ })).toContainText('2 hours');
  await expect(page.getByRole('row', { name: /^List Objects: Maximum objects/ })).toContainText('100,000');
});
