import { routes } from '../shared/api/routes.ts';
import { call, makePlace } from '../testing/agents/admin-client.ts';
import { type AgentProcess, startAgentProcess } from '../testing/agents/agent-process.ts';
import { temporaryFolder } from '../testing/product/reap.ts';
import { openGate } from '../testing/proxy/gate.ts';
import { CREDENTIALS } from '../testing/proxy/real-proxy.ts';
import { hasTinyproxy, startTinyproxy } from '../testing/proxy/tinyproxy.ts';
import { expect, test } from './parts/fixtures.ts';
import { fillConnection } from './parts/gestures.ts';

const USE_PROXY = 'Use Proxy Settings (Private Agent Only)';

test('on a cloud group the proxy cannot be used, and both screens say why', async ({
  page,
  projectId,
  product,
  storage,
}) => {
  expect(projectId).toBeTruthy();
  await fillConnection(page, 'In the cloud', storage);
  await expect(page.getByRole('checkbox', { name: USE_PROXY })).toBeDisabled();
  await expect(
    page.getByText(/Only private agents have proxy settings\. The agent group “Cloud agents”/),
  ).toBeVisible();
  await page.goto(new URL('/administration', product.url).href);
  const group = page.getByRole('region', { name: 'Agent group Cloud agents' });
  // The table comes with the agent, which may still be on its way.
  await group
    .getByRole('table')
    .getByRole('button', { name: /^Actions for / })
    .last()
    .click();
  const item = page.getByRole('menuitem', { name: 'Proxy settings…' });
  await expect(item).toBeDisabled();
  await item.hover();
  await expect(page.getByText('Only agents of private groups have proxy settings.')).toBeVisible();
});

test('a connection that asks for the proxy on a cloud group is told on the canvas, and can be mended there', async ({
  page,
  client,
  storage,
}) => {
  const connectionId = await client.connect('By proxy', storage, { useProxy: true });
  const settings = { bucketOptions: 'text', bucket: 'inbox', key: 'a' };
  await client.draw('Fetch it', [
    { connectionId, type: 'get-object', name: 'Fetch', settings },
    { connectionId, type: 'put-object', name: 'Keep', settings: { ...settings, bucket: 'archive' } },
  ]);
  const warning = page.getByRole('button', { name: '1 problem in Fetch' });
  await warning.click();
  const problems = page.getByRole('region', { name: 'Problems of Fetch' });
  await expect(
    problems.getByText(/Only private agents have proxy settings\. The agent group "Cloud agents"/),
  ).toBeVisible();
  await problems.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('checkbox', { name: USE_PROXY }).click();
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeHidden();
  await expect(warning).toHaveCount(0);
});

test.describe('on a private group', () => {
  // It starts an agent and a proxy, and Test may take half a minute each time.
  test.describe.configure({ timeout: 240_000 });
  const answered = { timeout: 40_000 };
  test.skip(!hasTinyproxy && !process.env.CI, 'tinyproxy is not installed');
  let agent: AgentProcess | undefined;
  test.afterEach(async () => {
    await agent?.stop();
  });

  test('a proxy is set for an agent, and a connection goes through it, and through nothing else', async ({
    page,
    projectId,
    product,
    client,
    storage,
  }) => {
    const gate = await openGate(storage.store.port);
    const proxy = await startTinyproxy({ tunnels: [gate.port], asks: true });
    const { agentGroupId, environmentId } = await makePlace(product.url, 'Behind');
    await call(product.url, routes.setProjectEnvironment, { params: { projectId }, body: { environmentId } });
    const { token } = await call(product.url, routes.addAgent, { params: { agentGroupId }, body: { name: 'inside' } });
    agent = startAgentProcess(product.url, { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() });
    const administration = new URL('/administration', product.url).href;
    const project = page.url();
    const dialog = page.getByRole('dialog', { name: 'Proxy settings of inside' });
    const openDialog = async () => {
      await page.goto(administration);
      await page.getByRole('button', { name: 'Actions for inside' }).click();
      await page.getByRole('menuitem', { name: 'Proxy settings…' }).click();
      await expect(dialog.getByRole('textbox', { name: 'Host' })).toBeVisible();
    };

    await expect(page.getByRole('button', { name: /Environment Behind/ })).toContainText('1 agent online', answered);
    await fillConnection(page, 'Through the proxy', { ...storage, url: `http://127.0.0.1:${gate.port}` });
    await page.getByRole('checkbox', { name: USE_PROXY }).click();
    const press = () => page.getByRole('button', { name: 'Test', exact: true }).click();
    await press();
    await expect(page.getByText(/the agent has none configured/)).toBeVisible(answered);
    await page.getByRole('button', { name: 'Save Changes' }).click();
    await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeHidden();

    await openDialog();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Enter the host of the proxy.')).toBeVisible();
    await expect(dialog.getByText('Enter a port from 1 to 65535.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Host' }).fill('http://127.0.0.1');
    await expect(dialog.getByText('Enter the host alone, without http:// in front.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'No proxy for' }).fill('10.0.0.0/40');
    await expect(dialog.getByText(/“10\.0\.0\.0\/40” is none of/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await openDialog();
    await dialog.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
    await dialog.getByRole('textbox', { name: 'Port' }).fill(String(proxy.port));
    await dialog.getByRole('textbox', { name: 'User name' }).fill(CREDENTIALS.userName);
    await dialog.getByLabel('Password').fill('wrong');
    await dialog.getByRole('textbox', { name: 'No proxy for' }).fill('10.0.0.0/8, .plant.example.com');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();

    const openConnection = async () => {
      await page.goto(project);
      await page.getByRole('button', { name: 'Through the proxy', exact: true }).dblclick();
      await expect(page.getByRole('checkbox', { name: USE_PROXY })).toBeChecked();
    };
    await openConnection();
    await press();
    await expect(page.getByText(/refuses the user name or the password/)).toBeVisible(answered);

    await openDialog();
    await expect(dialog.getByLabel('Password')).toHaveValue('');
    await expect(dialog.getByLabel('Password')).toHaveAttribute('placeholder', /^Stored/);
    await dialog.getByRole('textbox', { name: 'Port' }).fill('1');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText(/^Type the password again/)).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Port' }).fill(String(proxy.port));
    await dialog.getByLabel('Password').fill(CREDENTIALS.password);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();

    await openConnection();
    await press();
    await expect(page.getByText('Connection Success')).toBeVisible(answered);
    const passed = gate.passed();
    expect(passed).toBeGreaterThan(0);
    await storage.put('inbox', 'proxied.txt', Buffer.from('by the proxy'));
    await page.goto(project);
    const [connection] = Object.values((await client.state()).project.connections);
    const at = (type: string, bucket: string) => ({
      connectionId: connection?.id ?? '',
      type,
      name: `${type} by proxy`,
      settings: { bucketOptions: 'text', bucket, key: 'proxied.txt' },
    });
    const operationId = await client.draw('Proxied', [at('get-object', 'inbox'), at('put-object', 'archive')]);
    expect(await client.ended(await client.run(operationId))).toMatchObject({ state: 'Success', agentName: 'inside' });
    expect(Buffer.from((await storage.get('archive', 'proxied.txt')) ?? []).toString()).toBe('by the proxy');

    await openDialog();
    await dialog.getByRole('button', { name: 'Remove proxy…' }).click();
    await page.getByRole('button', { name: 'Remove proxy', exact: true }).click();
    await expect(page.getByText('inside has no proxy any more')).toBeVisible();
    expect((await client.ended(await client.run(operationId))).state).toBe('Error');
    expect(gate.refused()).toBe(0);
    expect(product.output() + agent.output()).not.toContain(CREDENTIALS.password);
    await proxy.kill();
    await gate.close();
  });
});
