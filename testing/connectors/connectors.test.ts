import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createWake } from '../../server/agents/wake.ts';
import { createCatalog } from '../../server/connectors/catalog.ts';
import { routes } from '../../shared/api/routes.ts';
import { call, refusalOf } from '../agents/admin-client.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type ConnectorWorld, startConnectorWorld, type WorldAgent } from './connector-world.ts';
import { bundleAs, ECHO, publishBundle, publishEcho } from './publish.ts';

/** A machine with much else to do takes long over starting agents. */
const PATIENT_MS = 120_000;
vi.setConfig({ testTimeout: PATIENT_MS });

let world: ConnectorWorld;
let published = 0;
beforeAll(async () => {
  world = await startConnectorWorld();
}, PATIENT_MS);
afterEach(async () => {
  await world.setPolicy(false);
  await world.stopAgents();
}, PATIENT_MS);
afterAll(() => world.close());

/** Publishes a version that is newer than all before. */
async function publishNext(addition = ''): Promise<string> {
  published += 1;
  const version = `${published}.0.0`;
  await publishEcho(world.server.url, version, addition);
  return version;
}

const cached = (agent: WorldAgent) => {
  const folder = join(agent.folder, 'connectors', 'echo');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const moduleFile = (agent: WorldAgent, version: string) =>
  join(agent.folder, 'connectors', 'echo', version, 'connector.mjs');
const toldOf = (names: readonly string[], connectorVersion: string, updated: boolean) =>
  names.map((name) => ({ name, connectorVersion, updated }));
const says = (version: string) => `Echo ${version} says hi`;

test('a published version is never replaced by another content, and the same content is fine again', async () => {
  const { url } = world.server;
  const version = await publishNext();
  const bundle = await bundleAs(ECHO, version);
  await publishBundle(url, bundle);
  const other = { ...bundle, module: `${bundle.module}// another` };
  expect(await refusalOf(publishBundle(url, other))).toBe('connector-version-taken');
  const { connectors: before } = await call(url, routes.listRegistry);
  const shipped = before.find(({ id }) => id === 'amazon-s3')?.latest ?? '';
  const asShipped = { ...bundle, descriptor: { ...bundle.descriptor, id: 'amazon-s3', version: shipped } };
  expect(await refusalOf(publishBundle(url, asShipped))).toBe('connector-version-taken');
  const nameless = { ...bundle, descriptor: { ...bundle.descriptor, id: '../echo' } };
  expect(await refusalOf(publishBundle(url, nameless))).toBe('connector-invalid');
  const large = { ...bundle, module: `// ${'x'.repeat(22 * 1024 * 1024)}` };
  expect(await refusalOf(publishBundle(url, large))).toBe('body-too-large');
  const body = { descriptor: bundle.descriptor, module: 'aGk=', sha256: '0'.repeat(64) };
  expect(await refusalOf(call(url, routes.publishConnector, { body }))).toBe('connector-invalid');
});

test('the registry lists what is built in and what was published, and which agents have what', async () => {
  const { url } = world.server;
  const version = await publishNext();
  await Promise.all([world.startAgent('Listed'), world.startAgent('Listed too')]);
  await world.test();
  await until('the server knows', async () => (await world.versionOf('Listed')) === version);
  const { connectors } = await call(url, routes.listRegistry);
  const echo = connectors.find(({ id }) => id === 'echo');
  expect(echo).toMatchObject({ name: 'Echo', latest: version });
  expect(echo?.versions[0]).toMatchObject({ version, origin: 'published', publishedBy: 'a test' });
  expect(echo?.versions[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(echo?.agents).toContainEqual(
    expect.objectContaining({ name: 'Listed', agentGroupName: 'Plant group', version, isOnline: true }),
  );
  expect(connectors[0]).toMatchObject({ id: 'amazon-s3', versions: [{ origin: 'built-in', sha256: null }] });
  expect(connectors[0]?.agents.map(({ name }) => name)).toEqual(['Listed', 'Listed too']);
});

test(
  'Test has every online agent take the latest version, and says which one each has',
  async () => {
    const names = ['North', 'South'];
    const [north] = await Promise.all(names.map((name) => world.startAgent(name)));
    const first = await publishNext();
    expect(await world.test()).toEqual({
      result: { ok: true, message: says(first) },
      agents: toldOf(names, first, true),
    });
    expect((await world.test()).agents).toEqual(toldOf(names, first, false));
    const second = await publishNext();
    expect(await world.test()).toEqual({
      result: { ok: true, message: says(second) },
      agents: toldOf(names, second, true),
    });
    const third = await publishNext();
    expect((await world.test()).agents).toEqual(toldOf(names, third, true));
    // The older ones that nobody needs any more are gone.
    expect(north && cached(north)).toEqual([second, third]);
    // An older version that is published later is nobody's latest.
    await publishEcho(world.server.url, '0.1.0');
    expect((await world.test()).agents).toEqual(toldOf(names, third, false));
  },
  PATIENT_MS,
);

test(
  'with Disable Auto Connector Update, Test installs what is missing and replaces nothing',
  async () => {
    const before = await publishNext();
    await Promise.all([world.startAgent('Autumn'), world.startAgent('Winter')]);
    await world.test();
    const after = await publishNext();
    await world.setPolicy(true);
    expect(await call(world.server.url, routes.getPolicy)).toEqual({ disableAutoConnectorUpdate: true });
    await world.startAgent('Zephyr');
    const { result, agents } = await world.test();
    expect(result.ok).toBe(true);
    expect(agents).toEqual([...toldOf(['Autumn', 'Winter'], before, false), ...toldOf(['Zephyr'], after, true)]);
    await world.setPolicy(false);
    expect((await world.test()).agents).toEqual([
      ...toldOf(['Autumn', 'Winter'], after, true),
      ...toldOf(['Zephyr'], after, false),
    ]);
  },
  PATIENT_MS,
);

test(
  'a run keeps the version that it began with, and a run after the update has the new one',
  async () => {
    await world.startAgent('Keeper');
    const before = await publishNext();
    await world.test();
    const waitFor = join(temporaryFolder(), 'go on');
    const runId = await world.project.run(await world.draw({ waitFor }));
    const texts = async () => (await world.project.messages(runId)).map(({ text }) => text);
    await until('it has begun', async () => (await texts()).includes(`Echo ${before} begins`));
    const after = await publishNext();
    expect((await world.test()).agents).toEqual(toldOf(['Keeper'], after, true));
    const log = await world.log(await world.draw());
    expect(log).toContain(says(after));
    expect(log[0]).toContain(`starts on the agent "Keeper", with Echo ${after}.`);
    writeFileSync(waitFor, '');
    expect((await world.project.ended(runId)).state).toBe('Success');
    expect((await texts())[0]).toContain(`with Echo ${before}.`);
    expect(await texts()).toContain(says(before));
  },
  PATIENT_MS,
);

test(
  'a run installs a connector that is missing, but never a newer version of one that is there',
  async () => {
    const agent = await world.startAgent('Newcomer');
    const first = await publishNext();
    expect(await world.versionOf('Newcomer')).toBeUndefined();
    const log = await world.log(await world.draw());
    expect(log).toContain(`This agent did not have all connectors that are needed. It has now: Echo ${first}.`);
    expect(log).toContain(says(first));
    await until('the server knows', async () => (await world.versionOf('Newcomer')) === first);
    await publishNext();
    expect(await world.log(await world.draw())).toContain(says(first));
    await world.startAgain(agent);
    expect(await world.versionOf('Newcomer')).toBe(first);
    expect((await world.log(await world.draw()))[0]).toContain(`with Echo ${first}.`);
  },
  PATIENT_MS,
);

test(
  'a version whose content has changed is refused with a clear error, and nothing of it stays',
  async () => {
    const agent = await world.startAgent('Careful');
    const version = await publishNext();
    const { module } = await bundleAs(ECHO, version);
    const change = (content: string) =>
      world.server.database.db
        .updateTable('connector_versions')
        .set({ module: Buffer.from(content) })
        .where('version', '=', version)
        .execute();
    const operationId = await world.draw();
    const run = async () => world.project.ended(await world.project.run(operationId));
    // Longer, shorter, and as long as it should be.
    for (const content of [`${module}// changed`, module.slice(0, 100), `${module.slice(0, -1)} `]) {
      await change(content);
      const lastMessage = expect.stringMatching(/was not installed: its SHA-256 is \w{64}, and not \w{64}/);
      expect(await run()).toMatchObject({ state: 'Error', lastMessage });
      expect(cached(agent)).toEqual([]);
      await expect(world.test()).rejects.toMatchObject({ code: 'connector-failed' });
    }
    await change(module);
    expect((await run()).state).toBe('Success');
  },
  PATIENT_MS,
);

test(
  'an agent that cannot be updated is told in the answer, and Test works with the others',
  async () => {
    const [one] = await Promise.all([world.startAgent('One'), world.startAgent('Two')]);
    const before = await publishNext();
    expect((await world.test()).agents).toEqual(toldOf(['One', 'Two'], before, true));
    const after = await publishNext();
    // Its folder is a file: there is no room for anything in it.
    rmSync(join(one.folder, 'connectors'), { recursive: true });
    writeFileSync(join(one.folder, 'connectors'), '');
    for (const updated of [true, false, false]) {
      const { result, agents } = await world.test();
      expect(result).toEqual({ ok: true, message: says(after) });
      const problem = expect.stringContaining("cannot be kept in the agent's folder");
      expect(agents).toEqual([
        { name: 'One', connectorVersion: before, updated: false, problem },
        ...toldOf(['Two'], after, updated),
      ]);
    }
    // One of before that cannot be asked.
    const { db } = world.server.database;
    await db.updateTable('agents').set({ updates_connectors: false }).where('name', '=', 'One').execute();
    const { result, agents } = await world.test();
    expect(result).toEqual({ ok: true, message: says(after) });
    expect(agents[0]?.problem).toContain('update the agent itself');
  },
  PATIENT_MS,
);

test(
  'a version that cannot be loaded is not installed; the one before stays',
  async () => {
    const agent = await world.startAgent('Solid');
    const before = await publishNext();
    await world.test();
    await publishNext("throw new Error('not on this machine');");
    const { result, agents } = await world.test();
    expect(result).toEqual({ ok: true, message: says(before) });
    const problem = expect.stringContaining('not on this machine');
    expect(agents).toEqual([{ name: 'Solid', connectorVersion: before, updated: false, problem }]);
    expect(cached(agent)).toEqual([before]);
  },
  PATIENT_MS,
);

test(
  'a file that was changed in the folder of an agent is downloaded anew, before anything is begun with it',
  async () => {
    const agent = await world.startAgent('Watchful');
    const version = await publishNext();
    await world.test();
    const file = moduleFile(agent, version);
    const whole = readFileSync(file, 'utf8');
    for (const damaged of [`${whole}// changed`, '', whole.slice(0, 1000)]) {
      writeFileSync(file, damaged);
      await world.startAgain(agent);
      const log = await world.log(await world.draw());
      expect(log).toContain(says(version));
      expect(readFileSync(file, 'utf8')).toBe(whole);
    }
    rmSync(join(agent.folder, 'connectors', 'echo', version, 'manifest.json'));
    await world.startAgain(agent);
    expect(await world.log(await world.draw())).toContain(says(version));
    await until('the server knows', async () => (await world.versionOf('Watchful')) === version);
  },
  PATIENT_MS,
);

test(
  "an error of a downloaded connector's is as good as one of a shipped one's",
  async () => {
    await world.startAgent('Errors');
    const version = await publishNext();
    const { project, connectionId: id } = world;
    const connection = { id, connector: 'echo', name: 'Echo', settings: { word: 'fail' } };
    await project.edit('Say another word', { type: 'connection.change', connection });
    const run = await project.ended(await project.run(await world.draw()));
    expect(run).toMatchObject({ state: 'Error', lastMessage: `Echo ${version} fails.` });
    const error = (await project.messages(run.id)).find(({ level }) => level === 'error');
    expect(error).toMatchObject({ code: 'echo-failed', todo: 'Say another word.' });
    await project.edit('Say it again', {
      type: 'connection.change',
      connection: { ...connection, settings: { word: 'hi' } },
    });
  },
  PATIENT_MS,
);

test('every server process knows what was published at another one', async () => {
  const { core } = world.server.app;
  const wake = createWake(core.database);
  await wake.start();
  const stopping = new AbortController();
  const catalog = createCatalog(core.database, core.log);
  catalog.follow(wake, stopping.signal);
  const first = await publishNext();
  await until('it is read', () => catalog.descriptorOf('echo')?.version === first);
  const second = await publishNext();
  await until('it is told', () => catalog.descriptorOf('echo')?.version === second);
  const { connectors } = await call(world.server.url, routes.listConnectors);
  expect(connectors.at(-1)).toMatchObject({ version: second, origin: 'published', descriptor: { id: 'echo' } });
  stopping.abort();
  wake.stop();
});
