import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { credentialHash, newCredential } from '../../server/agents/credential.ts';
import { startLocalAgent } from '../../server/agents/local-agent.ts';
import type { LocalAgent } from '../../server/core.ts';
import { placeOf } from '../../server/place.ts';
import type { AgentStatus } from '../../shared/api/environment-status.ts';
import { commandOf } from '../kill/leftovers.ts';
import { childrenOf, isRunning, kill9, until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
let local: LocalAgent;
const dataDir = temporaryFolder();
const start = () => startLocalAgent({ core: world.server.app.core, serverUrl: world.server.url, dataDir });

beforeAll(async () => {
  world = await startRunWorld();
  local = await start();
});
afterAll(async () => {
  await local.stop(2_000);
  await world.close();
});

function agentPid(): number | undefined {
  return childrenOf(process.pid).find((pid) => commandOf(pid).includes('agent/main.ts'));
}

// Processes start slowly where much else is done.
vi.setConfig({ testTimeout: 120_000 });

async function agents(): Promise<AgentStatus[]> {
  return (await world.project.state()).environment.agentGroup.agents;
}

/** Runs something that fails in the connector at once: nothing answers at the storage's address. */
async function runOnce(): Promise<string> {
  const operationId = await world.draw('a', 'b');
  return (await world.project.ended(await world.project.run(operationId))).state;
}

test('the server’s own agent takes runs, is started again when it is killed, and goes when it is stopped', async () => {
  expect(await runOnce()).toBe('Error');
  const first = agentPid();
  if (first === undefined) throw new Error('there is no agent process');
  await kill9(first);
  expect(await runOnce()).toBe('Error');
  const second = agentPid();
  expect(second).not.toBe(first);
  await local.stop(10_000);
  expect(second !== undefined && isRunning(second)).toBe(false);
  expect(await agents()).toMatchObject([{ state: 'Stopped' }]);
});

test('the next start of the server is the same agent with another credential, and neither is in the agent’s log', async () => {
  const [before] = await agents();
  local = await start();
  expect(await runOnce()).toBe('Error');
  const after = await agents();
  expect(after).toHaveLength(1);
  expect(after[0]).toMatchObject({ id: before?.id, state: 'Running' });
  expect(world.server.logged()).not.toContain('slca_');
});

test('two servers on one data folder do not take each other’s agent away', async () => {
  const other = await start();
  const running = async () => (await agents()).filter(({ state }) => state === 'Running').length;
  // The one that is refused ends, and is started again as another.
  await until('each server has an agent that runs', async () => (await running()) === 2, 100_000);
  await other.stop(2_000);
});

test('an agent that gets another credential while the server stops is not started any more', async () => {
  await local.stop(10_000);
  const { core } = world.server.app;
  const { database } = core;
  const [asked, isOpen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let enrolments = 0;
  const transaction: typeof database.transaction = async (work) => {
    enrolments += 1;
    if (enrolments === 2) {
      asked.resolve();
      await isOpen.promise;
    }
    return database.transaction(work);
  };
  const folder = temporaryFolder();
  const own = await startLocalAgent({
    core: { ...core, database: { ...database, transaction } },
    serverUrl: world.server.url,
    dataDir: folder,
  });
  const credential_hash = credentialHash(newCredential());
  // An agent of the tests before may have been killed before it told of its end, and still count as running.
  const id = `agt_${placeOf(folder)}`;
  const isThere = async () => (await agents()).some((agent) => agent.id === id && agent.state === 'Running');
  await until('the agent is there', isThere, 100_000);
  await database.db.updateTable('agents').set({ credential_hash }).where('id', '=', id).execute();
  await asked.promise;
  const stopped = own.stop(1_000).then(() => 'stopped');
  isOpen.resolve();
  expect(await Promise.race([stopped, sleep(15_000, 'still there')])).toBe('stopped');
  expect(agentPid()).toBeUndefined();
});
