import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startLocalAgent } from '../../server/agents/local-agent.ts';
import type { LocalAgent } from '../../server/core.ts';
import { Receipt } from '../../shared/runs/transfers.ts';
import { commandOf } from '../kill/leftovers.ts';
import { childrenOf, kill9, until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type StorageWorld, startStorageWorld } from './storage-world.ts';

/** `SLUICE_TEST_OBJECTS=20000` for the long form. */
const OBJECTS = Number(process.env.SLUICE_TEST_OBJECTS ?? 2000);
const KILLS = OBJECTS > 5000 ? 4 : 2;
const LONG_MS = 600_000;

let world: StorageWorld;
let local: LocalAgent;

beforeAll(async () => {
  world = await startStorageWorld();
  local = await startLocalAgent({
    core: world.server.app.core,
    serverUrl: world.server.url,
    dataDir: temporaryFolder(),
  });
  await world.at.witness.createBucket('target');
  await world.fill('in/', OBJECTS);
}, LONG_MS);
afterAll(async () => {
  await local.stop(2_000);
  await world.close();
});

const agentPid = () => childrenOf(process.pid).find((pid) => commandOf(pid).includes('agent/main.ts'));
const written = () => world.at.store.faults.count({ operation: 'PutObject', bucket: 'target', status: 200 });

test(
  `${OBJECTS} objects, ${KILLS} kills of the agent in the middle: nothing is missing, and nothing is written twice`,
  async () => {
    world.at.store.faults.clearRequests();
    const operation = await world.draw(
      ['list-objects', { prefix: 'in/', pass: 'each' }],
      ['get-object', {}],
      ['put-object', { bucket: 'target' }],
    );
    const runId = await world.project.run(operation);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const goal = Math.floor((OBJECTS * kill) / (KILLS + 1));
      await until(`${goal} objects are written`, () => written() >= goal, LONG_MS);
      const pid = agentPid();
      if (pid !== undefined) await kill9(pid);
    }
    const run = await world.project.ended(runId, 100);
    expect(run.state).toBe('Success');
    expect(run.attempt).toBe(KILLS + 1);
    const puts = world.at.store.faults
      .requests()
      .requests.filter(({ operation: name, status }) => name === 'PutObject' && status === 200);
    expect(new Set(puts.map(({ key }) => key)).size).toBe(OBJECTS);
    const twice = puts.filter(({ count }) => count > 1);
    expect(twice).toEqual([]);
    expect(run.steps[2]).toMatchObject({ objects: OBJECTS, totalObjects: OBJECTS, bytes: OBJECTS * 20 });
    const receipts = z.array(Receipt).parse(JSON.parse(await world.report(runId, 'receipts')));
    expect(new Set(receipts.map(({ key }) => key)).size).toBe(OBJECTS);
    expect(receipts).toHaveLength(OBJECTS);
  },
  LONG_MS,
);
