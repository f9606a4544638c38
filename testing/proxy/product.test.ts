import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY_ID, SECRET } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { startTestServer, type TestServer } from '../../server/test-server.ts';
import type { AgentProxyInput } from '../../shared/api/agent-proxy.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Run } from '../../shared/runs/run.ts';
import { call, makePlace, refusalOf } from '../agents/admin-client.ts';
import { type AgentProcess, startAgentProcess } from '../agents/agent-process.ts';
import { ProjectClient } from '../product/api-client.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { describeProxy } from './describe-proxy.ts';
import { type ProxyWorld, type StartProxy, startProxyWorld } from './proxy-world.ts';
import { CREDENTIALS } from './real-proxy.ts';
import { hasSquid, startSquid } from './squid.ts';
import { hasTinyproxy, startTinyproxy } from './tinyproxy.ts';

let server: TestServer;
let agentGroupId: string;
let environmentId: string;
const agents: AgentProcess[] = [];
beforeAll(async () => {
  server = await startTestServer();
  ({ agentGroupId, environmentId } = await makePlace(server.url, 'Plant'));
});
afterAll(async () => {
  for (const agent of agents) await agent.stop();
  await server.close();
});

/** Starts an agent of the group as somebody would on another machine; gives its id. */
async function startAgent(name: string, env: Record<string, string> = {}): Promise<string> {
  const { token } = await call(server.url, routes.addAgent, { params: { agentGroupId }, body: { name } });
  const identity = { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder() };
  agents.push(startAgentProcess(server.url, { ...identity, ...env }));
  const find = async () => {
    const { agentGroups } = await call(server.url, routes.listAgentGroups);
    return agentGroups
      .flatMap((group) => group.agents)
      .find((agent) => agent.name === name && agent.state === 'Running');
  };
  await until('the agent works', async () => (await find()) !== undefined);
  return (await find())?.id ?? '';
}

const stopAgents = async () => {
  for (const agent of agents.splice(0)) {
    expect(agent.output()).not.toContain(CREDENTIALS.password);
    await agent.stop();
  }
};

const set = (agentId: string, body: AgentProxyInput) =>
  call(server.url, routes.setAgentProxy, { params: { agentId }, body });
const read = (agentId: string) => call(server.url, routes.getAgentProxy, { params: { agentId } });

/** A project in the environment whose one operation copies an object by reading and writing it. */
async function drawCopy(
  world: ProxyWorld,
): Promise<{ project: ProjectClient; connectionId: string; run(): Promise<Run> }> {
  const project = await ProjectClient.create(server.url, 'Proxied');
  const params = { projectId: project.projectId };
  await call(server.url, routes.setProjectEnvironment, { params, body: { environmentId } });
  const storage = { url: world.plain.url, accessKeyId: KEY_ID, secretAccessKey: SECRET };
  const connectionId = await project.connect('Behind the proxy', storage, { useProxy: true, maximumAttempts: 2 });
  const at = (type: string, key: string) => ({
    connectionId,
    type,
    name: type,
    settings: { bucketOptions: 'text', bucket: 'data', key },
  });
  const operationId = await project.draw('Copy', [at('get-object', 'source'), at('put-object', 'target')]);
  return { project, connectionId, run: async () => project.ended(await project.run(operationId)) };
}

const codesOf = async (project: ProjectClient, run: Run) => (await project.messages(run.id)).map(({ code }) => code);

describeProxy('the product and Squid', hasSquid, () => journey(startSquid));
describeProxy('the product and tinyproxy', hasTinyproxy, () => journey(startTinyproxy));

function journey(start: StartProxy): void {
  let world: ProxyWorld;
  beforeAll(async () => {
    world = await startProxyWorld(start, { asks: true });
    await world.plain.store.witness.put('source', 'through the proxy');
  });
  afterAll(async () => {
    await stopAgents();
    await world.close();
  });

  test('a proxy that is set while the agent runs is taken up at once, and so is whatever becomes of it', {
    timeout: 120_000,
  }, async () => {
    const agentId = await startAgent(`agent of ${world.proxy.port}`);
    const { project, run } = await drawCopy(world);
    const without = await run();
    expect(without.state).toBe('Error');
    expect(await codesOf(project, without)).toContain('proxy-not-configured');

    const proxy = { host: '127.0.0.1', port: world.proxy.port, noProxy: ['10.0.0.0/8'] };
    await set(agentId, { ...proxy, ...CREDENTIALS });
    expect((await run()).state).toBe('Success');
    expect((await world.plain.store.witness.bytes('target')).toString()).toBe('through the proxy');
    expect(world.plain.gate.passed()).toBeGreaterThan(0);

    await set(agentId, { ...proxy, userName: CREDENTIALS.userName, password: 'wrong' });
    const refused = await run();
    expect(refused.state).toBe('Error');
    expect(await codesOf(project, refused)).toContain('proxy-credentials-refused');
    await set(agentId, { ...proxy, userName: '' });
    expect(await codesOf(project, await run())).toContain('proxy-credentials-missing');

    await set(agentId, { ...proxy, ...CREDENTIALS });
    // Without a password in it, the stored one stays.
    await set(agentId, { ...proxy, userName: CREDENTIALS.userName, noProxy: [] });
    expect((await run()).state).toBe('Success');
    const { proxy: stored } = await read(agentId);
    expect(stored).toEqual({ ...proxy, userName: CREDENTIALS.userName, hasPassword: true, noProxy: [] });

    await world.proxy.kill();
    expect(await codesOf(project, await run())).toContain('proxy-refused');
    await world.proxy.start();
    await call(server.url, routes.removeAgentProxy, { params: { agentId } });
    expect(await codesOf(project, await run())).toContain('proxy-not-configured');
    expect(await read(agentId)).toEqual({ proxy: null });
    expect(world.plain.gate.refused()).toBe(0);
    expect(server.logged()).not.toContain(CREDENTIALS.password);
    await stopAgents();
  });

  test('an agent’s environment can say it; what is set at the server counts more', async () => {
    const { userName, password } = CREDENTIALS;
    const url = `http://${userName}:${encodeURIComponent(password)}@127.0.0.1:${world.proxy.port}`;
    const agentId = await startAgent(`headless ${world.proxy.port}`, {
      SLUICE_PROXY_URL: url,
      SLUICE_NO_PROXY: '10.0.0.0/8',
    });
    const { project, connectionId, run } = await drawCopy(world);
    expect((await run()).state).toBe('Success');
    const { connection: settings } = {
      connection: (await project.state()).project.connections[connectionId]?.settings ?? {},
    };
    const params = { projectId: project.projectId };
    const body = { connector: 'amazon-s3', name: 'Behind the proxy', settings };
    expect((await call(server.url, routes.testConnection, { params, body })).result).toMatchObject({ ok: true });
    await set(agentId, { host: '127.0.0.1', port: 1, userName: '', noProxy: [] });
    expect(await codesOf(project, await run())).toContain('proxy-refused');
    expect((await call(server.url, routes.testConnection, { params, body })).result).toMatchObject({
      ok: false,
      code: 'proxy-refused',
    });

    const cloud = await call(server.url, routes.createAgentGroup, {
      body: { name: `Cloud ${world.proxy.port}`, kind: 'cloud' },
    });
    await call(server.url, routes.changeEnvironment, { params: { environmentId }, body: { agentGroupId: cloud.id } });
    await call(server.url, routes.changeAgent, { params: { agentId }, body: { agentGroupId: cloud.id } });
    expect(await codesOf(project, await run())).toContain('proxy-not-configured');
    await call(server.url, routes.changeEnvironment, { params: { environmentId }, body: { agentGroupId } });
    await stopAgents();
  });
}

describe('proxy settings', { timeout: 120_000 }, () => {
  test('are checked, for private groups alone, and a stored password goes to no other proxy', async () => {
    const agentId = await startAgent('Settings');
    const good: AgentProxyInput = { host: 'proxy.example.com', port: 3128, ...CREDENTIALS, noProxy: [] };
    expect(await refusalOf(set(agentId, { ...good, host: 'http://proxy' }))).toBe('proxy-invalid');
    expect(await refusalOf(set(agentId, { ...good, port: 0 }))).toBe('proxy-invalid');
    expect(await refusalOf(set(agentId, { ...good, noProxy: ['10.0.0.0/40'] }))).toBe('proxy-invalid');
    expect(await refusalOf(set('agt_none', good))).toBe('agent-unknown');
    await set(agentId, good);
    const { password: _, ...kept } = good;
    expect(await refusalOf(set(agentId, { ...kept, host: 'elsewhere.example.com' }))).toBe('proxy-invalid');
    expect(await refusalOf(set(agentId, { ...kept, port: 3129 }))).toBe('proxy-invalid');
    await set(agentId, { ...kept, noProxy: ['*'] });
    await set(agentId, { ...kept, userName: '', host: 'elsewhere.example.com' });
    expect(await read(agentId)).toMatchObject({ proxy: { host: 'elsewhere.example.com', hasPassword: false } });

    await set(agentId, good);
    const { rows } = await server.database.db
      .selectFrom('agent_proxies')
      .selectAll()
      .execute()
      .then((found) => ({ rows: found }));
    expect(JSON.stringify(rows) + rows.map(({ sealed }) => sealed?.toString('latin1')).join()).not.toContain(
      CREDENTIALS.password,
    );
    const told = await Promise.all([read(agentId), call(server.url, routes.listAgentGroups)]);
    expect(JSON.stringify(told)).not.toContain(CREDENTIALS.password);
    const cloud = await call(server.url, routes.createAgentGroup, { body: { name: 'Cloud', kind: 'cloud' } });
    await call(server.url, routes.changeAgent, { params: { agentId }, body: { agentGroupId: cloud.id } });
    expect(await refusalOf(set(agentId, good))).toBe('proxy-not-allowed');
    expect(server.logged()).not.toContain(CREDENTIALS.password);
    await stopAgents();
  });
});
