import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { kill9, until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type StorageWorld, startStorageWorld } from '../runs/storage-world.ts';
import { submitRun } from '../scale/submit.ts';
import { call, makePlace } from './admin-client.ts';
import { type AgentProcess, startAgentProcess } from './agent-process.ts';

const LONG_MS = 180_000;
/** So many operations, each of which runs the next, and so many of these chains at a time. */
const LENGTH = 3;
const CHAINS = 6;

let world: StorageWorld;
const agents = new Map<string, AgentProcess>();
/** The first operation. */
let chain: Id;

beforeAll(async () => {
  world = await startStorageWorld();
  const { server, project, at } = world;
  const { agentGroupId, environmentId } = await makePlace(server.url, 'Chains');
  const params = { projectId: project.projectId };
  await call(server.url, routes.setProjectEnvironment, { params, body: { environmentId } });
  for (const name of ['First', 'Second']) {
    const { token } = await call(server.url, routes.addAgent, { params: { agentGroupId }, body: { name } });
    const env = { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: temporaryFolder(), SLUICE_AGENT_SLOTS: '2' };
    agents.set(name, startAgentProcess(server.url, env));
  }
  // Each operation copies what the one before it has written.
  await at.witness.put('0/all', Buffer.alloc(256 * 1024, 'handed on '));
  const operations: Id[] = [];
  for (let index = 0; index < LENGTH; index += 1)
    operations.push(
      await world.draw(
        ['get-object', { bucket: 'data', key: index === 0 ? '0/all' : `${index}/[n]{none}` }],
        ['put-object', { bucket: 'data', key: `${index + 1}/[n]{none}` }],
      ),
    );
  for (const [index, operationId] of operations.entries()) {
    const next = operations[index + 1];
    if (next === undefined) continue;
    const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: next } };
    await project.edit('Link', { type: 'action.add', operationId, action });
  }
  chain = operations[0] ?? '';
  await project.deploy([chain]);
  await until('both agents work', async () => {
    const { agentGroups } = await call(server.url, routes.listAgentGroups);
    const group = agentGroups.find(({ id }) => id === agentGroupId);
    return group?.agents.filter(({ state }) => state === 'Running').length === 2;
  });
}, LONG_MS);
afterAll(async () => {
  for (const { pid } of agents.values()) await kill9(pid);
  await world.close();
});

const allRuns = async (): Promise<Run[]> => (await world.project.runs('?limit=200')).runs;
const isInTheMiddle = (run: Run) => run.parentRunId !== null && run.state === 'Running' && run.bytes > 0;

test('an agent killed with kill -9 in the middle of its chains: the other one goes on with them, and each ends once', {
  timeout: LONG_MS,
}, async () => {
  const { project, at } = world;
  // Four seconds for each: an agent that is seen in the middle of one is still there when it is killed.
  const slowly = { kind: 'slowBody' as const, milliseconds: 1_000, chunkBytes: 64 * 1024 };
  at.store.faults.set([{ match: { operation: 'GetObject' }, effect: slowly }]);
  const names = Array.from({ length: CHAINS }, (_, index) => `chain-${index}`);
  const roots = await Promise.all(names.map((name) => submitRun(project.base, chain, name)));
  let victim: string | null = null;
  await until(
    'an agent is in the middle of a chain',
    async () => {
      victim = (await allRuns()).find(isInTheMiddle)?.agentName ?? null;
      return victim !== null;
    },
    LONG_MS,
  );
  await kill9(agents.get(victim ?? '')?.pid ?? 0);
  at.store.faults.clear();
  await until(
    'all chains have come to their end',
    async () => {
      const runs = await allRuns();
      return runs.length === LENGTH * CHAINS && runs.every(({ state }) => hasEnded(state));
    },
    LONG_MS,
  );
  const runs = await allRuns();
  expect(runs.map(({ state }) => state)).toEqual(runs.map(() => 'Success'));
  const wasRetaken = runs.filter(({ attempt }) => attempt > 1);
  expect(
    wasRetaken.some(({ parentRunId }) => parentRunId !== null),
    'the one that it was killed with',
  ).toBe(true);
  expect(wasRetaken.filter(({ agentName }) => agentName === victim)).toEqual([]);

  const puts = at.store.faults
    .requests()
    .requests.filter(({ operation, status }) => operation === 'PutObject' && status === 200);
  for (const [index, root] of roots.entries()) {
    const members = [root];
    for (const id of members) members.push(...runs.filter((run) => run.parentRunId === id).map((run) => run.id));
    expect(members, 'each run has started the next one once').toHaveLength(LENGTH);
    for (const [place, id] of members.entries()) {
      const run = runs.find((one) => one.id === id);
      const count = puts.find(({ key }) => key === `${place + 1}/${names[index]}`)?.count ?? 0;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count, 'written once for each time that it was taken').toBeLessThanOrEqual(run?.attempt ?? 0);
    }
    const holders = members.map((id) => runs.find((run) => run.id === id)?.agentName);
    const moves = holders.filter((name, place) => place > 0 && name !== holders[place - 1]);
    expect(moves.length, holders.join(' → ')).toBeLessThanOrEqual(1);
    if (moves.length > 0) expect(holders[0], holders.join(' → ')).toBe(victim);
  }
});
